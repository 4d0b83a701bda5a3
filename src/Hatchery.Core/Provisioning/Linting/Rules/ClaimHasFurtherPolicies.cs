using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Policies.Linting.Rules;

namespace Hatchery.Core.Provisioning.Linting.Rules;

/// <summary>A further policy of the claim gives it more than a claim needs.</summary>
static class ClaimHasFurtherPolicies
{
    public static readonly LintRule<LintedClaim> Rule = new("claim-has-further-policies", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedClaim claim) =>
        from policy in claim.Documents
        where !PolicyLint.IsForClaims(policy.Document)
        from problem in PolicyLint.Check(policy.Document, new LintScope { IsClaim = true })
        where problem.Rule == ClaimTooManyRights.Rule.Id
        select new LintHit($"policies.{policy.PolicyName}", $"Policy {policy.PolicyName}, {problem.Path}: {problem.Message}", "Detach it from the claim.");
}
