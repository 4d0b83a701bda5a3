using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Templates.Functions;

/// <summary><c>{"Fn::Split": ["|", "a|b|c"]}</c>: the list of what stands between the delimiters.</summary>
static class Split
{
    public static readonly TemplateFunction Function = new("Fn::Split", ValueKind.List, [ArgumentKind.Text, ArgumentKind.Text], Evaluate)
    {
        Example = """{"Fn::Split": ["|", "a|b"]}""",
    };

    static TemplateValue Evaluate(Arguments arguments)
    {
        var (delimiter, text) = (arguments.Text(0), arguments.Text(1));
        if (delimiter.Length == 0)
        {
            throw AwsError.InvalidParameters($"Fn::Split at {arguments.Path} needs a delimiter that is not empty.", TemplateCauses.Function, arguments.Path.ToString());
        }

        return TemplateValue.Of(text.Split(delimiter));
    }
}
