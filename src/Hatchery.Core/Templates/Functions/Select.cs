using System.Globalization;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Templates.Functions;

/// <summary>
/// <c>{"Fn::Select": ["1", ["a", "b"]]}</c>: one item of a list, counted from 0. An index out of range is an error of the
/// registration, not of the template (AWS IoT "Provisioning templates").
/// </summary>
static class Select
{
    public static readonly TemplateFunction Function = new("Fn::Select", ValueKind.Text, [ArgumentKind.Text, ArgumentKind.List], Evaluate)
    {
        Example = """{"Fn::Select": ["1", ["a", "b"]]}""",
        IsConstantOver = _ => false,
    };

    static TemplateValue Evaluate(Arguments arguments)
    {
        var index = arguments.Text(0);
        var list = arguments.List(1);
        if (!int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            throw AwsError.InvalidParameters($"Fn::Select at {arguments.Path} needs a whole number as its index, not {NearMiss.Quote(index)}.", TemplateCauses.Function, arguments.Path.ToString());
        }

        return position < list.Count
            ? TemplateValue.Of(list[position])
            : throw AwsError.InvalidParameters($"Fn::Select at {arguments.Path} asks for item {position} of {list.Count}, counted from 0.", TemplateCauses.Function, arguments.Path.ToString());
    }
}
