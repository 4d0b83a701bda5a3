using Hatchery.Core.Templates.Expressions;

namespace Hatchery.Core.Templates.Functions;

/// <summary>
/// <c>{"Ref": "SerialNumber"}</c>: the value of a parameter. It need not be declared: templates of AWS's own guide refer to
/// parameters that they don't declare.
/// </summary>
static class Ref
{
    public static readonly TemplateFunction Function = new("Ref", ValueKind.Text, [ArgumentKind.Literal], Evaluate)
    {
        Example = """{"Ref": "SerialNumber"}""",
        Check = Check,
        IsConstantOver = _ => false,
    };

    static TemplateValue Evaluate(Arguments arguments)
    {
        var value = arguments.Scope.Resolve(arguments.Text(0));
        arguments.Scope.Spend(value.Length);
        return TemplateValue.Of(value);
    }

    static void Check(CallExpression call, ParseContext context)
    {
        var name = ((LiteralExpression)call.Arguments[0]).Text;
        context.CheckReference(call.Path, name);
    }
}
