using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Conditions;
using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>ForAllValues holds when the key has no value at all.</summary>
static class ForAllValuesOfNothing
{
    public static readonly LintRule<LintedPolicy> Rule = new("for-all-values-of-nothing", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Allows
        from condition in statement.Statement.Conditions
        where condition.Set == ValueSet.All && condition.Key.Name != "iot:ConnectAttributes" && !IsGuarded(statement, condition.Key)
        select new LintHit($"{statement.Path}.Condition", $"{condition.Name} holds, too, when {condition.Key.Name} has no value at all.", $"Add \"Null\": {{\"{condition.Key.Name}\": \"false\"}}.");

    static bool IsGuarded(LintedStatement statement, PolicyVariable key) =>
        statement.Statement.Conditions.Any(condition => condition.Operator == ConditionOperators.Null && condition.Key.Name == key.Name);
}
