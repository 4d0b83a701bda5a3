using Hatchery.Core.Templates.Expressions;

namespace Hatchery.Core.Templates.Functions;

/// <summary><c>{"Fn::FindInMap": ["LocationUrl", {"Ref": "Location"}, "Url"]}</c>: a value out of Mappings.</summary>
static class FindInMap
{
    public static readonly TemplateFunction Function = new("Fn::FindInMap", ValueKind.Either, [ArgumentKind.Text, ArgumentKind.Text, ArgumentKind.Text], Evaluate)
    {
        Example = """{"Fn::FindInMap": ["LocationUrl", {"Ref": "Location"}, "Url"]}""",
        Check = Check,
        IsConstantOver = _ => false,
    };

    static TemplateValue Evaluate(Arguments arguments) =>
        arguments.Scope.Mappings.Find(arguments.Text(0), arguments.Text(1), arguments.Text(2));

    static void Check(CallExpression call, ParseContext context)
    {
        if (call.Arguments[0] is LiteralExpression { Text: var name } && !context.Mappings.Names.Contains(name))
        {
            context.Error(call.Path, $"There is no mapping {NearMiss.Quote(name)}.{NearMiss.Hint(name, context.Mappings.Names)}");
        }
    }
}
