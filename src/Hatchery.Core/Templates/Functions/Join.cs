namespace Hatchery.Core.Templates.Functions;

/// <summary><c>{"Fn::Join": ["-", ["a", "b"]]}</c>: the list's texts with the delimiter between them.</summary>
static class Join
{
    public static readonly TemplateFunction Function = new("Fn::Join", ValueKind.Text, [ArgumentKind.Text, ArgumentKind.List], Evaluate)
    {
        Example = """{"Fn::Join": ["-", ["a", "b"]]}""",
    };

    static TemplateValue Evaluate(Arguments arguments)
    {
        var delimiter = arguments.Text(0);
        var list = arguments.List(1);
        arguments.Scope.Spend(list.Sum(item => item.Length + delimiter.Length));
        return TemplateValue.Of(string.Join(delimiter, list));
    }
}
