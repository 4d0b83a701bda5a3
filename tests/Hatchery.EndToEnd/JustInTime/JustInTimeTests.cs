using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.JustInTime;

/// <summary>Devices with certificates of an <c>openssl</c>-made CA, which connect by <c>mosquitto_pub</c>.</summary>
public sealed class JustInTimeTests(SeedFixture fixture)
{
    [Fact]
    public async Task A_device_of_a_CA_with_a_template_is_provisioned_by_its_first_connection_and_works_at_the_second()
    {
        var seed = fixture.Require();
        var folder = await CaAsync(seed, "jitp");
        var config = JsonSerializer.Serialize(new { templateBody = Template, roleArn = "arn:aws:iam::123456789012:role/jitp" });
        await RegisterAsync(seed, folder, "--registration-config", config);

        await DeviceAsync(folder, "device", "/CN=jitp-1/O=ants");
        Assert.NotEqual(0, (await PublishAsync(seed, folder, "device", "jitp-1")).ExitCode);
        await Eventually.TrueAsync(() => seed.Server.Log.Contains("Provisioned thing jitp-1 just in time", StringComparison.Ordinal));
        var second = await PublishAsync(seed, folder, "device", "jitp-1");
        Assert.True(second.ExitCode == 0, second.Error + seed.Server.Log);

        await DeviceAsync(folder, "nameless", "/CN=jitp-2");
        Assert.NotEqual(0, (await PublishAsync(seed, folder, "nameless", "jitp-2")).ExitCode);
        await Eventually.TrueAsync(() => seed.Server.Log.Contains("no value for AWS::IoT::Certificate::Organization", StringComparison.Ordinal));
        await seed.Aws.FailAsync("ResourceNotFoundException", "iot", "describe-thing", "--thing-name", "jitp-2");
    }

    [Fact]
    public async Task A_device_of_a_CA_without_a_template_is_registered_pending()
    {
        var seed = fixture.Require();
        var folder = await CaAsync(seed, "jitr");
        var ca = await RegisterAsync(seed, folder);
        await DeviceAsync(folder, "device", "/CN=jitr-1");
        Assert.NotEqual(0, (await PublishAsync(seed, folder, "device", "jitr-1")).ExitCode);

        await Eventually.TrueAsync(() => seed.Server.Log.Contains("waits for activation", StringComparison.Ordinal));
        var listed = await seed.Aws.RunAsync("iot", "list-certificates-by-ca", "--ca-certificate-id", ca);
        Assert.Equal("PENDING_ACTIVATION", Assert.Single(listed.GetProperty("certificates").EnumerateArray()).GetProperty("status").GetString());
    }

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

    static async Task<string> CaAsync(Seed seed, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(seed.Server.Folder, name)).FullName;
        await OpenSslAsync(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", $"/CN={name} CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign");
        return folder;
    }

    static async Task<string> RegisterAsync(Seed seed, string folder, params string[] more)
    {
        var code = (await seed.Aws.RunAsync("iot", "get-registration-code")).GetProperty("registrationCode").GetString();
        await DeviceAsync(folder, "proof", $"/CN={code}");
        var registered = await seed.Aws.RunAsync([
            "iot", "register-ca-certificate", "--ca-certificate", $"file://{folder}/ca.pem", "--verification-certificate", $"file://{folder}/proof.pem",
            "--set-as-active", "--allow-auto-registration", .. more]);
        return registered.GetProperty("certificateId").GetString()!;
    }

    static async Task DeviceAsync(string folder, string name, string subject)
    {
        await OpenSslAsync(folder, "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", $"{name}.key", "-out", $"{name}.csr", "-subj", subject);
        await OpenSslAsync(folder, "x509", "-req", "-in", $"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", $"{name}.pem", "-days", "1", "-sha256");
    }

    static async Task OpenSslAsync(string folder, params string[] arguments)
    {
        var done = await Command.RunAsync("openssl", arguments, workingFolder: folder);
        Assert.True(done.ExitCode == 0, done.Error);
    }

    static Task<Command> PublishAsync(Seed seed, string folder, string device, string clientId)
    {
        var program = Command.Find("mosquitto_pub");
        Assert.SkipWhen(program is null, "mosquitto-clients is not installed");
        return Command.RunAsync(program,
        [
            "-h", "localhost", "-p", $"{seed.Server.Info.MqttPort}", "--cafile", seed.Server.Info.RootCaFile,
            "--cert", $"{folder}/{device}.pem", "--key", $"{folder}/{device}.key", "-i", clientId, "-q", "1", "-t", "hello", "-m", "x",
        ]);
    }
}
