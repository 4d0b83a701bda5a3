using Hatchery.Core.Linting;

namespace Hatchery.Core.Templates.Linting.Rules;

/// <summary>More policies than a certificate takes: each registration is refused.</summary>
static class TooManyPolicies
{
    public static readonly LintRule<LintedTemplate> Rule = new("too-many-policies", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedTemplate template) =>
        template.Document.Resources.Policies.Count > Limits.PoliciesPerCertificateMax
            ? [new LintHit("$.Resources", $"There are {template.Document.Resources.Policies.Count} policies, and a certificate takes {Limits.PoliciesPerCertificateMax}.", "Put several of them into one.")]
            : [];
}
