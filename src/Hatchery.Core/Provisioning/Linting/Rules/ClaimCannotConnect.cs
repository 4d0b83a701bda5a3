using Hatchery.Core.Linting;

namespace Hatchery.Core.Provisioning.Linting.Rules;

/// <summary>A claim that no policy lets in.</summary>
static class ClaimCannotConnect
{
    public static readonly LintRule<LintedClaim> Rule = new("claim-cannot-connect", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedClaim claim) =>
        claim.Allows("iot:Connect", $"client/{LintedClaim.ClientId}") || claim.MayConnect
            ? []
            : [new LintHit("policies", "No policy of the claim allows iot:Connect.", "Allow iot:Connect on client/* or on the prefix your devices use.")];
}
