using System.Text;
using Hatchery.Core.Templates.Expressions;

namespace Hatchery.Core.Templates.Functions;

/// <summary>
/// <c>{"Fn::Sub": "sensor-${SerialNumber}"}</c>, or <c>["${A}-${B}", {"A": "x", "B": {"Ref": "Y"}}]</c>: a text with its variables
/// filled in. <c>${!Name}</c> gives <c>${Name}</c>. Policy variables, <c>${iot:...}</c>, are no variables of the template and stay.
/// </summary>
static class Sub
{
    public static readonly TemplateFunction Function = new("Fn::Sub", ValueKind.Text, [ArgumentKind.Literal, ArgumentKind.Map], Evaluate)
    {
        Example = """{"Fn::Sub": "sensor-${SerialNumber}"}""",
        Required = 1,
        Check = Check,
        IsConstantOver = _ => false,
    };

    static TemplateValue Evaluate(Arguments arguments)
    {
        var scope = arguments.Scope;
        var own = arguments.Map(1);
        var result = new StringBuilder();
        foreach (var (text, isVariable) in Pieces(arguments.Text(0)))
        {
            var piece = text;
            if (isVariable)
            {
                piece = own.TryGetValue(text, out var value) ? value.EvaluateText(scope) : scope.Resolve(text);
            }

            scope.Spend(piece.Length);
            result.Append(piece);
        }

        return TemplateValue.Of(result.ToString());
    }

    static void Check(CallExpression call, ParseContext context)
    {
        var own = call.Arguments.Count > 1 ? ((MapExpression)call.Arguments[1]).Entries.Keys : [];
        foreach (var (name, isVariable) in Pieces(((LiteralExpression)call.Arguments[0]).Text))
        {
            if (isVariable && !own.Contains(name))
            {
                context.CheckReference(call.Path, name);
            }
        }
    }

    /// <summary>Cuts a text into literal pieces and names of variables.</summary>
    static IEnumerable<(string Text, bool IsVariable)> Pieces(string text)
    {
        var position = 0;
        while (text.IndexOf("${", position, StringComparison.Ordinal) is var start and >= 0 && text.IndexOf('}', start) is var end and >= 0)
        {
            yield return (text[position..start], false);
            var name = text[(start + 2)..end];
            yield return name switch
            {
                ['!', .. var escaped] => ($"${{{escaped}}}", false),
                _ when IsVariableName(name) => (name, true),
                _ => ($"${{{name}}}", false),
            };
            position = end + 1;
        }

        yield return (text[position..], false);
    }

    /// <summary>
    /// Names of parameters; not a policy's <c>${iot:ClientId}</c>, <c>${aws:SourceIp}</c> or <c>${*}</c>. A device cannot make one of
    /// those a variable by sending a parameter of that name.
    /// </summary>
    static bool IsVariableName(string name) =>
        name.Length > 0
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or ':')
        && !name.Replace("::", "", StringComparison.Ordinal).Contains(':', StringComparison.Ordinal);
}
