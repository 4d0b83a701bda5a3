using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Conditions;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A key with several values compared as if it had one.</summary>
static class SetOperatorMissing
{
    public static readonly LintRule<LintedPolicy> Rule = new("set-operator-missing", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Statements
        from condition in statement.Statement.Conditions
        where condition.Set == ValueSet.Single && condition.Operator != ConditionOperators.Null && IsSet(condition.Key.Name)
        select new LintHit($"{statement.Path}.Condition", $"{condition.Key.Name} has several values, and {condition.Name} alone does not say whether all or any of them count.", $"Write ForAllValues:{condition.Name} or ForAnyValue:{condition.Name}.");

    static bool IsSet(string key) =>
        key is "iot:ConnectAttributes" or "iot:Certificate.AvailableKeys" || key.EndsWith(".List", StringComparison.OrdinalIgnoreCase);
}
