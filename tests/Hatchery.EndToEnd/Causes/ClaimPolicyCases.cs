using Hatchery.EndToEnd.Gateway;

namespace Hatchery.EndToEnd.Causes;

/// <summary>Claims whose policy doesn't fit what the device does.</summary>
static class ClaimPolicyCases
{
    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("claim-policy-lacks-csr", "create/* alone", world => AskAsync(world, "topic/$aws/certificates/create/*", "$aws/certificates/create-from-csr/json")),
        new("claim-policy-lacks-create", "create-from-csr/* alone", world => AskAsync(world, "topic/$aws/certificates/create-from-csr/*", "$aws/certificates/create/json")),
        new("claim-policy-other-template", "another template's name", world =>
            AskAsync(world, "topic/$aws/provisioning-templates/esp32/provision/*", "$aws/provisioning-templates/esp-32/provision/json")),
        new("subscribe-denied-topic-not-topicfilter", "of a claim, as in AWS's own sample", world => world.HungUpAsync(
            CauseWorld.Policy(world.Connect, world.Statement("Allow", "iot:Subscribe", "topic/$aws/certificates/create/*")),
            async device => Assert.Equal(RawPacket.End, await device.SubscribeAsync(1, "$aws/certificates/create/json/accepted")))),
    ];

    static Task<Met> AskAsync(CauseWorld world, string allowed, string topic) => world.HungUpAsync(
        CauseWorld.Policy(world.Connect, world.Statement("Allow", "iot:Publish", allowed)),
        async device => Assert.Equal(RawPacket.End, await device.PublishAsync(topic, "{}")));
}
