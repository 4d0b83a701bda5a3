using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Conditions;

/// <summary>
/// ArnEquals and ArnLike are the same and know wildcards. The glob goes over the whole ARN as for resources, where IAM goes
/// field by field; AWS IoT uses them on iot:LastWillTopic, whose fields before the last are the server's own.
/// </summary>
static class ArnOperators
{
    static readonly ConditionOperator ArnEquals = new("ArnEquals", PatternSyntax.Resource, Matches);
    static readonly ConditionOperator ArnLike = new("ArnLike", PatternSyntax.Resource, Matches);

    public static readonly ConditionOperator[] All =
        [ArnEquals, ArnEquals.Not("ArnNotEquals"), ArnLike, ArnLike.Not("ArnNotLike")];

    static bool Matches(string value, TextPattern operand, MatchScope scope) => operand.Matches(value, scope);
}
