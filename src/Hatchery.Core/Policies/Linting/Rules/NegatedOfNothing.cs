using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A negated operator holds when the key has no value.</summary>
static class NegatedOfNothing
{
    public static readonly LintRule<LintedPolicy> Rule = new("negated-of-nothing", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Allows
        from condition in statement.Statement.Conditions
        where condition.Operator.IsNegated && condition.Key.Name is not ("aws:SourceIp" or "iot:Connection.Thing.IsAttached")
        select new LintHit($"{statement.Path}.Condition", $"{condition.Name} holds, too, when {condition.Key.Name} has no value.", $"Add \"Null\": {{\"{condition.Key.Name}\": \"false\"}}, or write it as a Deny.");
}
