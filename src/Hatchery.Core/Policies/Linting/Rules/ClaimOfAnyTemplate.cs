using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A claim that may provision by every template, those that come later too.</summary>
static class ClaimOfAnyTemplate
{
    public static readonly LintRule<LintedPolicy> Rule = new("claim-of-any-template", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from resource in policy.IsClaim ? policy.Allows.SelectMany(statement => statement.Resources) : []
        let start = resource.Text.IndexOf(ProvisioningTopics.Templates, StringComparison.Ordinal)
        where start >= 0 && resource.Text.AsSpan(start + ProvisioningTopics.Templates.Length) is ['*', ..]
        select new LintHit(resource.Path, "This claim may provision by every template, those that come later too.", "Name the template: $aws/provisioning-templates/TEMPLATE/provision/*.");
}
