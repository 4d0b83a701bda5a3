using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>An Allow by NotAction or NotResource: everything that is not named, now and later.</summary>
static class AllowedByExclusion
{
    public static readonly LintRule<LintedPolicy> Rule = new("allowed-by-exclusion", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Allows
        let member = statement.Statement.ResourcesExcluded ? "NotResource" : statement.Statement.ActionsExcluded ? "NotAction" : null
        where member is not null
        select new LintHit($"{statement.Path}.{member}", $"An Allow with {member} allows everything that it does not name.", $"Name what is allowed, and take {member} for a Deny.");
}
