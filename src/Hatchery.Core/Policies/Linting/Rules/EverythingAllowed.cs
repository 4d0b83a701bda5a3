using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>AWS's audit, ALLOWS_BROAD_ACCESS_TO_IOT_DATA_PLANE_ACTIONS: every action on everything.</summary>
static class EverythingAllowed
{
    public static readonly LintRule<LintedPolicy> Rule = new("everything-allowed", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Allows
        where !statement.IsConditional && Breadth.IsEverything(statement)
        select new LintHit(statement.Path, "This allows everything to whoever has this policy.", "Allow the four actions one by one, each on its own resources.");
}
