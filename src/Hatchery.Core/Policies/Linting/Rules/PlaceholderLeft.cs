using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A <c>&lt;name&gt;</c> of an example that nobody filled in.</summary>
static class PlaceholderLeft
{
    public static readonly LintRule<LintedPolicy> Rule = new("placeholder-left", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from resource in policy.Resources
        let open = resource.Text.IndexOf('<', StringComparison.Ordinal)
        let close = open < 0 ? -1 : resource.Text.IndexOf('>', open)
        where close > open
        select new LintHit(resource.Path, $"'{resource.Text[open..(close + 1)]}' looks like a placeholder that was not filled in.", "Write the name it stands for.");
}
