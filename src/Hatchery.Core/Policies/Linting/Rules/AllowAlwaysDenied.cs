using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>An Allow that a Deny takes back whole: it has no effect.</summary>
static class AllowAlwaysDenied
{
    public static readonly LintRule<LintedPolicy> Rule = new("allow-always-denied", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from allow in policy.Allows
        where allow.Actions.All(action => policy.Denies.Any(deny => TakesBack(deny, action, allow)))
        select new LintHit(allow.Path, "This Allow has no effect: a Deny covers all of it, and Deny wins.", "Narrow the Deny, or take the statement out.");

    static bool TakesBack(LintedStatement deny, LintedText action, LintedStatement allow) =>
        !deny.IsConditional
        && !deny.Statement.ActionsExcluded && !deny.Statement.ResourcesExcluded && !allow.Statement.ActionsExcluded && !allow.Statement.ResourcesExcluded
        && deny.Actions.Any(denied => denied.Text == "*" || string.Equals(denied.Text, action.Text, StringComparison.OrdinalIgnoreCase) || (action.Text.AsSpan().IndexOf('*') < 0 && denied.Pattern.Matches(action.Text, default)))
        && allow.Resources.All(resource => deny.Resources.Any(denied => denied.Text == "*" || denied.Text == resource.Text));
}
