using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Conditions;

static class StringOperators
{
    static readonly ConditionOperator StringEquals = new("StringEquals", PatternSyntax.Variables, Matches);
    static readonly ConditionOperator StringEqualsIgnoreCase = new("StringEqualsIgnoreCase", PatternSyntax.Variables | PatternSyntax.IgnoreCase, Matches);
    static readonly ConditionOperator StringLike = new("StringLike", PatternSyntax.Resource, Matches);

    public static readonly ConditionOperator[] All =
    [
        StringEquals, StringEquals.Not("StringNotEquals"),
        StringEqualsIgnoreCase, StringEqualsIgnoreCase.Not("StringNotEqualsIgnoreCase"),
        StringLike, StringLike.Not("StringNotLike"),
    ];

    static bool Matches(string value, TextPattern operand, MatchScope scope) => operand.Matches(value, scope);
}
