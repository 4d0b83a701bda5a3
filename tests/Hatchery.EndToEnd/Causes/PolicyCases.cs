namespace Hatchery.EndToEnd.Causes;

/// <summary>What policies don't allow, to <c>mosquitto_pub</c> and <c>mosquitto_sub</c>.</summary>
static class PolicyCases
{
    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("no-policy", "none attached", async world => await world.RefusedPubAsync(await world.CertificateAsync(policy: null))),
        new("connect-denied", "only Publish is allowed", world => ConnectAsync(world, world.Allow("iot:Publish", "topic/*"))),
        new("connect-denied-client-id", "another client id", world => ConnectAsync(world, world.Allow("iot:Connect", "client/only-this-one"))),
        new("thing-variable-unresolved", "the client id is no thing's", world => ConnectAsync(world, world.Allow("iot:Connect", "client/${iot:Connection.Thing.ThingName}"))),
        new("condition-not-met", "IsAttached is false", world => ConnectAsync(world, CauseWorld.Policy(
            $$"""{"Effect":"Allow","Action":"iot:Connect","Resource":"{{world.Arn("client/*")}}","Condition":{"Bool":{"iot:Connection.Thing.IsAttached":"true"} } }"""))),
        new("denied-explicitly", "a Deny", world => ConnectAsync(world, CauseWorld.Policy(world.Connect, world.Statement("Deny", "iot:Connect", "client/*")))),
        new("policy-of-another-account", "another account", world => ConnectAsync(world, world.Allow("iot:Connect", $"arn:aws:iot:{world.Server.Info.Region}:123456789012:client/*"))),
        new("policy-of-another-account", "another region", world => ConnectAsync(world, world.Allow("iot:Connect", $"arn:aws:iot:eu-west-3:{world.Server.Info.Account}:client/*"))),
        new("will-denied", "a will that may not be published", world => WillAsync(world)),
        new("will-denied", "a retained will without RetainPublish", world => WillAsync(world, "--will-topic", "ok", "--will-retain")),
        new("publish-denied", "another topic", world => PublishAsync(world, "topic/ok", "not-ok")),
        new("publish-denied-topicfilter-not-topic", "topicfilter/ for Publish", world => PublishAsync(world, "topicfilter/a/b", "a/b")),
        new("policy-mqtt-wildcard", "# in a Publish", world => PublishAsync(world, "topic/a/#", "a/b")),
        new("retain-denied", "without RetainPublish", world => PublishAsync(world, "topic/a", "a", retain: true)),
        new("subscribe-denied", "another filter", world => SubscribeAsync(world, "topicfilter/ok", "not-ok")),
        new("subscribe-denied-topic-not-topicfilter", "topic/ for Subscribe", world => SubscribeAsync(world, "topic/a/b", "a/b")),
        new("receive-denied", "nothing for Receive", world => ReceiveAsync(world, world.Statement("Allow", "iot:Receive", "topic/other"))),
        new("receive-denied-topicfilter-not-topic", "topicfilter/ for Receive", world => ReceiveAsync(world, world.Statement("Allow", "iot:Receive", "topicfilter/a"))),
    ];

    static Task<Met> ConnectAsync(CauseWorld world, string policy) => world.RefusedPubAsync(policy);

    static Task<Met> WillAsync(CauseWorld world, params string[] will) => world.RefusedPubAsync(
        CauseWorld.Policy(world.Connect, world.Statement("Allow", "iot:Publish", "topic/ok")),
        ["--will-payload", "x", .. will.Length == 0 ? ["--will-topic", "not-ok"] : will]);

    static Task<Met> PublishAsync(CauseWorld world, string allowed, string topic, bool retain = false) => world.RefusedPubAsync(
        CauseWorld.Policy(world.Connect, world.Statement("Allow", "iot:Publish", allowed)), ["-t", topic, .. retain ? ["-r"] : Array.Empty<string>()]);

    static Task<Met> SubscribeAsync(CauseWorld world, string allowed, string filter) =>
        world.RefusedSubAsync(CauseWorld.Policy(world.Connect, world.Statement("Allow", "iot:Subscribe", allowed)), "-t", filter);

    static Task<Met> ReceiveAsync(CauseWorld world, string receive) => world.HungUpAsync(
        CauseWorld.Policy(world.Connect, world.Statement("Allow", "iot:Subscribe", "topicfilter/a"), world.Statement("Allow", "iot:Publish", "topic/a"), receive),
        async device =>
        {
            await device.SubscribeAsync(0, "a");
            await device.PublishLightlyAsync("a", "x");
            await device.ExpectNothingAsync();
        });
}
