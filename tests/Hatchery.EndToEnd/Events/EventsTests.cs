using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Events;

/// <summary>
/// 1. An operator switches events on, by aws. 2. A backend listens to <c>$aws/events/#</c>, by mosquitto_sub. 3. Operators and devices
/// do what they do.
/// </summary>
public sealed class EventsTests(SeedFixture fixture)
{
    const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""";

    [Fact]
    public async Task What_operators_and_devices_do_to_the_registry_is_heard_while_it_is_switched_on()
    {
        var seed = fixture.Require();
        var aws = seed.Aws;
        var (certificate, key) = await CertificateAsync(seed, "registry-events", AllowAll);

        // 1. Off until switched on.
        const string Types = "THING THING_TYPE THING_GROUP THING_GROUP_HIERARCHY THING_GROUP_MEMBERSHIP THING_TYPE_ASSOCIATION";
        await SwitchAsync(seed, Types, isEnabled: true);
        var described = (await aws.RunAsync("iot", "describe-event-configurations")).GetProperty("eventConfigurations");
        Assert.True(described.GetProperty("THING_GROUP_MEMBERSHIP").GetProperty("Enabled").GetBoolean());
        Assert.False(described.GetProperty("JOB").GetProperty("Enabled").GetBoolean());
        Assert.Equal(11, described.EnumerateObject().Count());

        // 2. A backend listens.
        await using var heard = await MosquittoSub.StartAsync(seed.Server, certificate, key, "watcher+registry", "$aws/events/#");

        // 3. An operator makes, changes and removes a thing, a type and groups.
        await aws.RunAsync("iot", "create-thing-type", "--thing-type-name", "ev-type");
        await aws.RunAsync("iot", "create-thing-group", "--thing-group-name", "ev-root");
        await aws.RunAsync("iot", "create-thing-group", "--thing-group-name", "ev-leaf", "--parent-group-name", "ev-root");
        var thing = await aws.RunAsync("iot", "create-thing", "--thing-name", "ev-1", "--thing-type-name", "ev-type", "--attribute-payload", """{"attributes":{"a":"1"}}""");
        await aws.FailAsync("InvalidRequestException", "iot", "update-thing", "--thing-name", "ev-1", "--attribute-payload", """{"attributes":{"no good":"1"}}""");
        await aws.RunAsync("iot", "update-thing", "--thing-name", "ev-1", "--remove-thing-type");
        await aws.RunAsync("iot", "add-thing-to-thing-group", "--thing-name", "ev-1", "--thing-group-name", "ev-leaf");
        await aws.RunAsync("iot", "delete-thing", "--thing-name", "ev-1");
        await heard.AtLeastAsync("/ev-1/deleted");
        Assert.Equal(
            [
                "thingType/ev-type/created",
                "thingGroup/ev-root/created",
                "thingGroup/ev-leaf/created",
                "thingGroupHierarchy/thingGroup/ev-root/childThingGroup/ev-leaf/added",
                "thing/ev-1/created",
                "thingTypeAssociation/thing/ev-1/thingType/ev-type/added",
                "thing/ev-1/updated",
                "thingTypeAssociation/thing/ev-1/thingType/ev-type/removed",
                "thingGroupMembership/thingGroup/ev-leaf/thing/ev-1/added",
                "thingGroupMembership/thingGroup/ev-leaf/thing/ev-1/removed",
                "thing/ev-1/deleted",
            ],
            heard.Topics.Where(topic => topic.Contains("ev-", StringComparison.Ordinal)));
        var created = heard.Payload("thing/ev-1/created");
        Assert.Equal(thing.GetProperty("thingId").GetString(), created.GetProperty("thingId").GetString());
        Assert.Equal((1, "ev-type", "1"), (created.GetProperty("versionNumber").GetInt32(), created.GetProperty("thingTypeName").GetString(), created.GetProperty("attributes").GetProperty("a").GetString()));
        Assert.Equal(2, heard.Payload("thing/ev-1/deleted").GetProperty("versionNumber").GetInt32());

        // A device provisions itself; one that is refused leaves no event.
        await Devices.ProvisionAsync(Devices.Options(seed, "ev-device"));
        await Assert.ThrowsAnyAsync<Exception>(() => Devices.ProvisionAsync(Devices.Options(seed, "ev refused")));
        await heard.AtLeastAsync($"thingGroupMembership/thingGroup/{Seed.Group}/thing/{Seed.Prefix}ev-device/added");
        Assert.Contains($"thing/{Seed.Prefix}ev-device/created", heard.Topics);
        Assert.Contains($"thingTypeAssociation/thing/{Seed.Prefix}ev-device/thingType/esp32dkc/added", heard.Topics);

        // So do one that comes by register-thing, and one whose CA has a template, just in time.
        var ca = await OpenSslCa.CreateAsync(seed, "ev-ca");
        await ca.SignAsync("device", "/CN=ev-jitp");
        var csr = await File.ReadAllTextAsync(Path.Combine(ca.Folder, "device.csr"), TestContext.Current.CancellationToken);
        await aws.RunAsync("iot", "register-thing", "--template-body", Template("ev-rest", "Csr", "CertificateSigningRequest"),
            "--parameters", JsonSerializer.Serialize(new { Csr = csr }));

        var config = new { templateBody = Template("ev-jitp", "AWS::IoT::Certificate::Id", "CertificateId"), roleArn = "arn:aws:iam::123456789012:role/jitp" };
        await ca.RegisterAsync("--registration-config", JsonSerializer.Serialize(config));
        await ca.PublishAsync("device", "ev-jitp");
        await heard.AtLeastAsync("thing/ev-jitp/created");
        Assert.Contains("thing/ev-rest/created", heard.Topics);

        // Switched off, nothing more of the registry is heard.
        await SwitchAsync(seed, Types, isEnabled: false);
        await aws.RunAsync("iot", "create-thing", "--thing-name", "ev-2");
        await MosquittoPubAsync(seed, certificate, key, "last");
        await heard.AtLeastAsync("presence/disconnected/last");
        Assert.DoesNotContain(heard.Topics, topic => topic.Contains("ev-2", StringComparison.Ordinal) || topic.Contains("refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clients_that_come_go_subscribe_and_are_turned_away_are_heard()
    {
        var seed = fixture.Require();
        var (certificate, key) = await CertificateAsync(seed, "lifecycle-events", AllowAll);
        var (powerless, powerlessKey) = await CertificateAsync(seed, "lifecycle-powerless", policy: null);
        await using var heard = await MosquittoSub.StartAsync(seed.Server, certificate, key, "watcher+lifecycle", "$aws/events/#");

        await MosquittoPubAsync(seed, certificate, key, "lc-1");
        await heard.AtLeastAsync("presence/disconnected/lc-1");
        var (came, went) = (heard.Payload("presence/connected/lc-1"), heard.Payload("presence/disconnected/lc-1"));
        Assert.Equal("127.0.0.1", came.GetProperty("ipAddress").GetString());
        Assert.Equal("CLIENT_INITIATED_DISCONNECT", went.GetProperty("disconnectReason").GetString());
        Assert.True(went.GetProperty("clientInitiatedDisconnect").GetBoolean());
        Assert.Equal(came.GetProperty("versionNumber").GetInt64(), went.GetProperty("versionNumber").GetInt64());
        Assert.Equal(came.GetProperty("sessionIdentifier").GetString(), went.GetProperty("sessionIdentifier").GetString());

        await using (var listener = await MosquittoSub.StartAsync(seed.Server, certificate, key, "lc-2", "a/b"))
        {
            await heard.AtLeastAsync("subscriptions/subscribed/lc-2");
            Assert.Equal("a/b", Assert.Single(heard.Payload("subscriptions/subscribed/lc-2").GetProperty("topics").EnumerateArray()).GetString());
        }

        // It was killed, not stopped.
        await heard.AtLeastAsync("presence/disconnected/lc-2");
        Assert.Equal("CONNECTION_LOST", heard.Payload("presence/disconnected/lc-2").GetProperty("disconnectReason").GetString());

        await MosquittoPubAsync(seed, powerless, powerlessKey, "lc-3");
        await heard.AtLeastAsync("presence/connect_failed/lc-3");
        Assert.Equal("AUTHORIZATION_FAILED", heard.Payload("presence/connect_failed/lc-3").GetProperty("connectFailureReason").GetString());
        Assert.DoesNotContain(heard.Topics, topic => topic.EndsWith("connected/lc-3", StringComparison.Ordinal));
    }

    /// <summary>A thing, and its certificate by a parameter.</summary>
    static string Template(string thing, string parameter, string property) => """
        {"Parameters":{"PARAMETER":{"Type":"String"}},"Resources":{
          "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"THING"}},
          "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"PROPERTY":{"Ref":"PARAMETER"},"Status":"ACTIVE"}}}}
        """
        .Replace("PARAMETER", parameter, StringComparison.Ordinal)
        .Replace("THING", thing, StringComparison.Ordinal)
        .Replace("PROPERTY", property, StringComparison.Ordinal);

    static Task<JsonElement> SwitchAsync(Seed seed, string types, bool isEnabled) => seed.Aws.RunAsync(
        "iot", "update-event-configurations", "--event-configurations",
        JsonSerializer.Serialize(types.Split(' ').ToDictionary(type => type, _ => new { Enabled = isEnabled })));

    static async Task<(string Certificate, string Key)> CertificateAsync(Seed seed, string name, string? policy)
    {
        var (certificate, key) = (Path.Combine(seed.Server.Folder, name + ".pem"), Path.Combine(seed.Server.Folder, name + ".key"));
        var made = await seed.Aws.RunAsync("iot", "create-keys-and-certificate", "--set-as-active", "--certificate-pem-outfile", certificate, "--private-key-outfile", key);
        if (policy is not null)
        {
            await seed.Aws.RunAsync("iot", "create-policy", "--policy-name", name, "--policy-document", policy);
            await seed.Aws.RunAsync("iot", "attach-policy", "--policy-name", name, "--target", made.GetProperty("certificateArn").GetString()!);
        }

        return (certificate, key);
    }

    static Task<Command> MosquittoPubAsync(Seed seed, string certificate, string key, string clientId) => Command.RunAsync("mosquitto_pub",
        [
            "-h", "localhost", "-p", $"{seed.Server.Info.MqttPort}", "--cafile", seed.Server.Info.RootCaFile,
            "--cert", certificate, "--key", key, "-i", clientId, "-t", "any", "-m", "x", "-q", "1",
        ]);
}
