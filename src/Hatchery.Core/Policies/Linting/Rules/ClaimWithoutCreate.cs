using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>Neither way to a certificate is open, or only one of them.</summary>
static class ClaimWithoutCreate
{
    public static readonly LintRule<LintedPolicy> Rule = new("claim-without-create", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy)
    {
        if (!policy.IsClaim)
        {
            return [];
        }

        return (policy.CouldAsk(ProvisioningTopics.Keys), policy.CouldAsk(ProvisioningTopics.Csr)) switch
        {
            (false, false) => [new LintHit("$.Statement", "No device gets a certificate by this policy.", "Allow iot:Publish on topic/$aws/certificates/create/* or topic/$aws/certificates/create-from-csr/*.")],
            (true, false) => [Half("that make their own key cannot send a CSR", "create-from-csr")],
            (false, true) => [Half("that want a key pair from the server cannot get one", "create")],
            _ => [],
        };
    }

    static LintHit Half(string who, string missing) =>
        new("$.Statement", $"Devices {who}: this policy lacks {missing}.", $"Add topic/ and topicfilter/$aws/certificates/{missing}/* where your devices need it; create/* does not cover create-from-csr/*.", ProblemSeverity.Info);
}
