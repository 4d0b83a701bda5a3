using Hatchery.Core.Policies;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Tests.Policies;

public sealed class ProvisioningClaimPolicyTests
{
    static readonly AttachedPolicy Policy = ProvisioningClaimPolicy.Of(new TemplateName("fleet"), new AwsAccount("eu-west-1", "111122223333"));

    [Theory]
    [InlineData("Connect", "client/anyone")]
    [InlineData("Publish", "topic/$aws/certificates/create/json")]
    [InlineData("Publish", "topic/$aws/certificates/create/cbor")]
    [InlineData("Publish", "topic/$aws/certificates/create-from-csr/json")]
    [InlineData("Publish", "topic/$aws/certificates/create-from-csr/cbor")]
    [InlineData("Publish", "topic/$aws/provisioning-templates/fleet/provision/json")]
    [InlineData("Publish", "topic/$aws/provisioning-templates/fleet/provision/cbor")]
    [InlineData("Subscribe", "topicfilter/$aws/certificates/create/json/accepted")]
    [InlineData("Subscribe", "topicfilter/$aws/certificates/create-from-csr/cbor/+")]
    [InlineData("Subscribe", "topicfilter/$aws/provisioning-templates/fleet/provision/json/rejected")]
    [InlineData("Receive", "topic/$aws/certificates/create/json/accepted")]
    [InlineData("Receive", "topic/$aws/provisioning-templates/fleet/provision/cbor/rejected")]
    public void It_allows_all_that_provisioning_takes(string action, string resource) => Assert.True(Decide(action, resource).IsAllowed);

    [Theory]
    [InlineData("Publish", "topic/$aws/provisioning-templates/fleet2/provision/json")]
    [InlineData("Publish", "topic/$aws/provisioning-templates/other/provision/json")]
    [InlineData("Publish", "topic/$aws/certificates/create/json/accepted")]
    [InlineData("Publish", "topic/$aws/certificates/create/xml")]
    [InlineData("Publish", "topic/a")]
    [InlineData("RetainPublish", "topic/$aws/certificates/create/json")]
    [InlineData("Subscribe", "topicfilter/#")]
    [InlineData("Subscribe", "topicfilter/$aws/#")]
    [InlineData("Subscribe", "topicfilter/$aws/provisioning-templates/other/provision/json/accepted")]
    [InlineData("Receive", "topic/a")]
    public void It_allows_nothing_else_and_names_itself(string action, string resource)
    {
        var decision = Decide(action, resource);
        Assert.False(decision.IsAllowed);
        Assert.Contains("policy provisioning-claim-of-fleet version implicit, statement ", decision.Explain(), StringComparison.Ordinal);
    }

    static Decision Decide(string action, string resource) => PolicyEvaluator.Evaluate(
        [Policy], "iot:" + action, "arn:aws:iot:eu-west-1:111122223333:" + resource, new PolicyContext { ClientId = "anyone" });
}
