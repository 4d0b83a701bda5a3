using System.Text.Json;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.JustInTime;

/// <summary>
/// Devices with certificates of an <c>openssl</c>-made CA. 1. the CA is registered by aws; 2. a device connects by
/// <c>mosquitto_pub</c> and is dropped; 3. what became of it; 4. it connects again.
/// </summary>
public sealed class JustInTimeTests(SeedFixture fixture)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_of_a_CA_with_a_template_is_provisioned_by_its_first_connection_and_works_at_the_second()
    {
        var seed = fixture.Require();
        var ca = await OpenSslCa.CreateAsync(seed, "jitp");
        await ca.RegisterAsync("--registration-config", JsonSerializer.Serialize(new { templateBody = Template, roleArn = $"arn:aws:iam::{seed.Server.Info.Account}:role/{Seed.Role}" }));

        await AssertProvisionedAsync(seed, ca, "jitp-1");
        await AssertLacksOrganizationAsync(seed, ca, "jitp-2");
    }

    [Fact]
    public async Task A_named_template_provisions_as_it_stands_when_the_device_comes()
    {
        var seed = fixture.Require();
        await seed.Aws.RunAsync("iot", "create-provisioning-template", "--template-name", "by-name", "--type", "JITP",
            "--provisioning-role-arn", $"arn:aws:iam::{seed.Server.Info.Account}:role/{Seed.Role}", "--template-body", Template);
        var ca = await OpenSslCa.CreateAsync(seed, "jitp-named");
        var id = await ca.RegisterAsync("--registration-config", "templateName=by-name");
        var config = (await seed.Aws.RunAsync("iot", "describe-ca-certificate", "--certificate-id", id)).GetProperty("registrationConfig");
        Assert.Equal("by-name", Assert.Single(config.EnumerateObject()).Value.GetString());

        // Not enabled: the device is told nothing, the operator is.
        await ca.SignAsync("early", "/CN=named-0/O=ants");
        Assert.NotEqual(0, (await ca.PublishAsync("early", "named-0")).ExitCode);
        await Eventually.TrueAsync(() => seed.Server.Log.Contains("Template by-name is disabled.", StringComparison.Ordinal));

        await seed.Aws.RunAsync("iot", "update-provisioning-template", "--template-name", "by-name", "--enabled");
        await AssertProvisionedAsync(seed, ca, "named-1");
        await AssertLacksOrganizationAsync(seed, ca, "named-2");

        // A new default version is used at once.
        var renaming = Template.Replace("""{"Ref": "AWS::IoT::Certificate::CommonName"}""", """{"Fn::Join": ["", ["new-", {"Ref": "AWS::IoT::Certificate::CommonName"}]]}""", StringComparison.Ordinal);
        await seed.Aws.RunAsync("iot", "create-provisioning-template-version", "--template-name", "by-name", "--template-body", renaming, "--set-as-default");
        await ca.SignAsync("later", "/CN=named-3/O=ants");
        Assert.NotEqual(0, (await ca.PublishAsync("later", "named-3")).ExitCode);
        await Eventually.TrueAsync(() => seed.Server.Log.Contains("Provisioned thing new-named-3 just in time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_guards_of_a_named_template_are_asked_of_what_it_provisions_just_in_time()
    {
        var seed = fixture.Require();
        await seed.Aws.RunAsync("iot", "create-provisioning-template", "--template-name", "guarded-jitp", "--type", "JITP", "--enabled",
            "--provisioning-role-arn", $"arn:aws:iam::{seed.Server.Info.Account}:role/{Seed.Role}", "--template-body", Template);
        var ca = await OpenSslCa.CreateAsync(seed, "jitp-guarded");
        await ca.RegisterAsync("--registration-config", "templateName=guarded-jitp");

        // 1. A list of names, of which a certificate's subject has to be one.
        var file = Path.Combine(ca.Folder, "names.txt");
        await File.WriteAllLinesAsync(file, ["guarded-1", "guarded-2"], Ct);
        await GuardAsync(seed, "--allow-list", file, "--serial-parameter", "CommonName");
        await AssertRefusedAsync(seed, ca, "guarded-9", "the serial number 'guarded-9' is not in the list", "guard-refused");
        await AssertProvisionedAsync(seed, ca, "guarded-1");

        // 2. Held until someone approves; its next connection provisions it.
        await GuardAsync(seed, "--approval");
        await AssertRefusedAsync(seed, ca, "guarded-2", "waits for approval", "guard-held");
        Assert.Contains("1 approved", await RunAsync(seed, "claim", "approve", "--template", "guarded-jitp", "--all"));
        await AssertProvisionedAsync(seed, ca, "guarded-2", isSigned: true);
    }

    static Task<string> GuardAsync(Seed seed, params string[] options) => RunAsync(seed, ["claim", "guard", "--template", "guarded-jitp", .. options]);

    /// <summary>The operator's command line; gives what it prints.</summary>
    static async Task<string> RunAsync(Seed seed, params string[] args)
    {
        var terminal = new Cli.Tests.TestTerminal();
        var exitCode = await terminal.RunAsync([.. args, "--data", seed.Server.Folder]);
        Assert.True(exitCode == 0, $"{string.Join(' ', args)}: {terminal.Error}");
        return terminal.Out;
    }

    static async Task AssertRefusedAsync(Seed seed, OpenSslCa ca, string thing, string reason, string cause)
    {
        await ca.SignAsync(thing, $"/CN={thing}/O=ants");
        Assert.NotEqual(0, (await ca.PublishAsync(thing, thing)).ExitCode);
        await Eventually.TrueAsync(() => seed.Server.Log.Contains(reason, StringComparison.Ordinal));
        await seed.Aws.FailAsync("ResourceNotFoundException", "iot", "describe-thing", "--thing-name", thing);
        await Eventually.TrueAsync(async () => (await RunAsync(seed, "attempts", "--cause", cause, "--json")).Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_device_of_a_CA_without_a_template_waits_for_activation_and_each_connection_says_so_to_subscribers()
    {
        var seed = fixture.Require();
        var ca = await OpenSslCa.CreateAsync(seed, "jitr");
        var caId = await ca.RegisterAsync();
        var topic = $"$aws/events/certificates/registered/{caId}";
        var (certificate, key) = (Path.Combine(ca.Folder, "operator.pem"), Path.Combine(ca.Folder, "operator.key"));
        var made = await seed.Aws.RunAsync("iot", "create-keys-and-certificate", "--set-as-active", "--certificate-pem-outfile", certificate, "--private-key-outfile", key);
        await seed.Aws.RunAsync("iot", "create-policy", "--policy-name", "jitr-operator", "--policy-document", Anything);
        await seed.Aws.RunAsync("iot", "attach-policy", "--policy-name", "jitr-operator", "--target", made.GetProperty("certificateArn").GetString()!);
        await using var subscriber = await DeviceConnection.ConnectAsync(Devices.Endpoint(seed.Server), DeviceCredentials.FromFiles(certificate, key), "jitr-operator", ct: Ct);
        await subscriber.SubscribeAsync([topic], Ct);

        await ca.SignAsync("device", "/CN=jitr-1");
        Assert.NotEqual(0, (await ca.PublishAsync("device", "jitr-1")).ExitCode);
        var first = await EventAsync(subscriber, topic);
        var listed = Assert.Single((await seed.Aws.RunAsync("iot", "list-certificates-by-ca", "--ca-certificate-id", caId)).GetProperty("certificates").EnumerateArray());
        var id = listed.GetProperty("certificateId").GetString()!;
        Assert.Equal("PENDING_ACTIVATION", listed.GetProperty("status").GetString());
        Assert.Equal(
            (id, caId, "PENDING_ACTIVATION", seed.Server.Info.Account),
            (Text(first, "certificateId"), Text(first, "caCertificateId"), Text(first, "certificateStatus"), Text(first, "awsAccountId")));
        Assert.InRange(DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeMilliseconds(first.GetProperty("timestamp").GetInt64()), TimeSpan.Zero, TimeSpan.FromSeconds(30));

        // Pending still: it is dropped again, and said again, with the time of its registration.
        Assert.NotEqual(0, (await ca.PublishAsync("device", "jitr-1")).ExitCode);
        var second = await EventAsync(subscriber, topic);
        Assert.Equal(Text(first, "certificateRegistrationTimestamp"), Text(second, "certificateRegistrationTimestamp"));
        Assert.True(second.GetProperty("timestamp").GetInt64() > first.GetProperty("timestamp").GetInt64());

        await seed.Aws.RunAsync("iot", "update-certificate", "--certificate-id", id, "--new-status", "ACTIVE");
        await seed.Aws.RunAsync("iot", "attach-policy", "--policy-name", "jitr-operator", "--target", $"arn:aws:iot:{seed.Server.Info.Region}:{seed.Server.Info.Account}:cert/{id}");
        var third = await ca.PublishAsync("device", "jitr-1", topic: "jitr/hello");
        Assert.True(third.ExitCode == 0, third.Error);
    }

    [Fact]
    public async Task Without_auto_registration_a_device_stays_unknown()
    {
        var seed = fixture.Require();
        var ca = await OpenSslCa.CreateAsync(seed, "jitp-removed");
        var id = await ca.RegisterAsync("--registration-config", JsonSerializer.Serialize(new { templateBody = Template, roleArn = $"arn:aws:iam::{seed.Server.Info.Account}:role/{Seed.Role}" }));
        await seed.Aws.RunAsync("iot", "update-ca-certificate", "--certificate-id", id, "--remove-auto-registration");

        await ca.SignAsync("device", "/CN=removed-1/O=ants");
        Assert.NotEqual(0, (await ca.PublishAsync("device", "removed-1")).ExitCode);
        Assert.Empty((await seed.Aws.RunAsync("iot", "list-certificates-by-ca", "--ca-certificate-id", id)).GetProperty("certificates").EnumerateArray());
    }

    const string Anything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""";

    const string Template = """
        {"Parameters": {"AWS::IoT::Certificate::CommonName": {"Type": "String"}, "AWS::IoT::Certificate::Organization": {"Type": "String"},
           "AWS::IoT::Certificate::Id": {"Type": "String"}},
         "Resources": {
           "thing": {"Type": "AWS::IoT::Thing", "Properties": {"ThingName": {"Ref": "AWS::IoT::Certificate::CommonName"},
             "AttributePayload": {"maker": {"Ref": "AWS::IoT::Certificate::Organization"}}}},
           "certificate": {"Type": "AWS::IoT::Certificate", "Properties": {"CertificateId": {"Ref": "AWS::IoT::Certificate::Id"}, "Status": "ACTIVE"}},
           "policy": {"Type": "AWS::IoT::Policy", "Properties": {"PolicyDocument":
             "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\"}]}"}}}}
        """;

    static async Task AssertProvisionedAsync(Seed seed, OpenSslCa ca, string thing, bool isSigned = false)
    {
        if (!isSigned)
        {
            await ca.SignAsync(thing, $"/CN={thing}/O=ants");
        }

        Assert.NotEqual(0, (await ca.PublishAsync(thing, thing)).ExitCode);
        await Eventually.TrueAsync(() => seed.Server.Log.Contains($"Provisioned thing {thing} just in time", StringComparison.Ordinal));
        var second = await ca.PublishAsync(thing, thing);
        Assert.True(second.ExitCode == 0, second.Error + seed.Server.Log);
        Assert.Equal("ants", (await seed.Aws.RunAsync("iot", "describe-thing", "--thing-name", thing)).GetProperty("attributes").GetProperty("maker").GetString());
    }

    static async Task AssertLacksOrganizationAsync(Seed seed, OpenSslCa ca, string thing)
    {
        var before = seed.Server.Log.Length;
        await ca.SignAsync(thing, $"/CN={thing}");
        Assert.NotEqual(0, (await ca.PublishAsync(thing, thing)).ExitCode);
        await Eventually.TrueAsync(() => seed.Server.Log[before..].Contains("no value for AWS::IoT::Certificate::Organization", StringComparison.Ordinal));
        await seed.Aws.FailAsync("ResourceNotFoundException", "iot", "describe-thing", "--thing-name", thing);
    }

    static async Task<JsonElement> EventAsync(DeviceConnection subscriber, string topic)
    {
        var message = await subscriber.ReceiveAsync(Ct).WaitAsync(TimeSpan.FromSeconds(5), Ct);
        Assert.Equal(topic, message.Topic);
        return JsonDocument.Parse(message.Payload).RootElement;
    }

    static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();
}
