using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Linting;

namespace Hatchery.Core.Provisioning.Linting.Rules;

/// <summary>A claim by which no device gets a certificate.</summary>
static class ClaimCannotCreate
{
    public static readonly LintRule<LintedClaim> Rule = new("claim-cannot-create", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedClaim claim) =>
        claim.Asks(ProvisioningTopics.Keys) || claim.Asks(ProvisioningTopics.Csr)
            ? []
            : [new LintHit("policies", "No policy of the claim allows iot:Publish on a create topic, so no device gets a certificate.", "Allow topic/$aws/certificates/create/* or topic/$aws/certificates/create-from-csr/*.")];
}
