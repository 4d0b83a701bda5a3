using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Policies.Linting.Rules;

namespace Hatchery.Core.Provisioning.Linting.Rules;

/// <summary>A further policy of the claim gives it more than a claim needs.</summary>
static class ClaimHasFurtherPolicies
{
    public static readonly LintRule<LintedClaim> Rule = new("claim-has-further-policies", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedClaim claim) =>
        from document in claim.Documents
        where !PolicyLint.IsForClaims(document.Text)
        from problem in PolicyLint.Check(document.Text, new LintScope { IsClaim = true })
        where problem.Rule == ClaimTooManyRights.Rule.Id
        select new LintHit($"policies.{document.Policy.Name}", $"Policy {document.Policy.Name}, {problem.Path}: {problem.Message}", "Detach it from the claim.");
}
