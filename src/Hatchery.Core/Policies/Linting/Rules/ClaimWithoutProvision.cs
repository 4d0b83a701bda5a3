using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A claim that gets certificates and cannot register with them.</summary>
static class ClaimWithoutProvision
{
    public static readonly LintRule<LintedPolicy> Rule = new("claim-without-provision", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        policy.IsClaim && !policy.Allows.Any(statement => statement.Asks("iot:Publish") && statement.Resources.Any(resource => resource.RestOf("topic")?.Contains(ProvisioningTopics.Templates, StringComparison.Ordinal) == true))
            ? [new LintHit("$.Statement", "No device registers by this policy: RegisterThing is published to a template's topic.", "Allow iot:Publish on topic/$aws/provisioning-templates/TEMPLATE/provision/*.")]
            : [];
}
