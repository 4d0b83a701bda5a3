using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Conditions;

static class BoolOperators
{
    public static readonly ConditionOperator[] All =
    [
        new("Bool", PatternSyntax.Variables, Equal) { CanRead = text => bool.TryParse(text, out _) },
    ];

    static bool Equal(string value, TextPattern operand, MatchScope scope) =>
        bool.TryParse(value, out var left) && bool.TryParse(operand.Expand(scope), out var right) && left == right;
}
