using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A template that does not exist, or not yet.</summary>
static class UnknownTemplate
{
    public static readonly LintRule<LintedPolicy> Rule = new("unknown-template", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        policy.Scope.Templates is { } templates ? Find(policy, templates) : [];

    static IEnumerable<LintHit> Find(LintedPolicy policy, IReadOnlyCollection<string> templates) =>
        from resource in policy.Allows.SelectMany(statement => statement.Resources)
        let name = ProvisioningTopics.TemplateIn(resource.Text)
        where name is not null && name.AsSpan().IndexOfAny("*?$<") < 0 && !templates.Contains(name)
        select new LintHit(resource.Path, $"There is no provisioning template {NearMiss.Quote(name)}.{NearMiss.Hint(name, templates)}", "Correct the name, or create the template before a device comes.");
}
