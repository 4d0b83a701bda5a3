using Hatchery.Core.Certificates;
using Hatchery.Core.Linting;

namespace Hatchery.Core.Provisioning.Linting.Rules;

/// <summary>A claim certificate that is refused at the door.</summary>
static class ClaimNotActive
{
    public static readonly LintRule<LintedClaim> Rule = new("claim-not-active", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedClaim claim) =>
        claim.Certificate.Status != CertificateStatus.Active
            ? [new LintHit("status", $"The claim certificate is {claim.Certificate.Status.ToWire()}: no device gets in with it.", "aws iot update-certificate --new-status ACTIVE, or take the claim out of use.")]
            : [];
}
