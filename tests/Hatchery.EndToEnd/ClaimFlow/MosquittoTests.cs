using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.ClaimFlow;

/// <summary>
/// The claim flow by hand, with <c>mosquitto_pub</c> and <c>mosquitto_sub</c>, over both protocol versions.
/// An answer goes to the asking connection only, and each mosquitto program is a connection of its own, so the asking is done by
/// <c>mosquitto_rr</c>, which publishes and waits on one connection.
/// </summary>
public sealed class MosquittoTests(SeedFixture fixture)
{
    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task A_device_is_provisioned_by_hand(string version)
    {
        var seed = fixture.Require();
        var serial = $"by-hand-{version}";

        // 1. A certificate of its own, over the claim.
        var created = await AskAsync(seed, version, "$aws/certificates/create/json", "");
        var folder = Directory.CreateDirectory(Path.Combine(seed.Server.Folder, serial)).FullName;
        var certificate = Path.Combine(folder, "device.cert.pem");
        var key = Path.Combine(folder, "device.key.pem");
        await File.WriteAllTextAsync(certificate, created.GetProperty("certificatePem").GetString(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(key, created.GetProperty("privateKey").GetString(), TestContext.Current.CancellationToken);
        var id = created.GetProperty("certificateId").GetString()!;

        // 2. It is pending: it may not connect yet.
        var early = await PublishAsync(seed, version, certificate, key, "early", "devices/early", "x");
        Assert.NotEqual(0, early.ExitCode);

        // 3. RegisterThing.
        var registered = await AskAsync(seed, version, $"$aws/provisioning-templates/{Seed.Template}/provision/json", JsonSerializer.Serialize(new
        {
            certificateOwnershipToken = created.GetProperty("certificateOwnershipToken").GetString(),
            parameters = new { SerialNumber = serial },
        }));
        Assert.Equal(Seed.Prefix + serial, registered.GetProperty("thingName").GetString());
        await Provisioned.AssertWholeAsync(seed.Aws, Seed.Prefix + serial, id);

        // 4. As itself: publish retained, then subscribe and receive it.
        var topic = $"devices/{serial}/hello";
        var published = await PublishAsync(seed, version, certificate, key, Seed.Prefix + serial, topic, "hello");
        Assert.True(published.ExitCode == 0, published.Error);
    }

    [Fact]
    public async Task A_CSR_is_denied_by_the_seeds_claim_policy_and_the_log_says_why()
    {
        var seed = fixture.Require();
        // A claim of its own, with the seed's policy alone: other tests let theirs send CSRs.
        var folder = Directory.CreateDirectory(Path.Combine(seed.Server.Folder, "csr-denied")).FullName;
        var certificate = Path.Combine(folder, "claim.cert.pem");
        var key = Path.Combine(folder, "claim.key.pem");
        var claim = await seed.Aws.RunAsync("iot", "create-keys-and-certificate", "--set-as-active", "--certificate-pem-outfile", certificate, "--private-key-outfile", key);
        await seed.Aws.RunAsync("iot", "attach-policy", "--policy-name", Seed.ClaimPolicy, "--target", claim.GetProperty("certificateArn").GetString()!);

        var answer = await RequestAsync(seed, certificate, key, "mqttv5", "$aws/certificates/create-from-csr/json", "{}");
        Assert.DoesNotContain("certificateId", answer.Output, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => seed.Server.Log.Contains("nearest is policy esp32_claim_policy", StringComparison.Ordinal));
    }

    static async Task<JsonElement> AskAsync(Seed seed, string version, string topic, string payload)
    {
        var done = await RequestAsync(seed, seed.ClaimCertificateFile, seed.ClaimKeyFile, version, topic, payload);
        Assert.True(done.ExitCode == 0, $"{topic}: {done.Error} {seed.Server.Log}");
        return JsonDocument.Parse(done.Output).RootElement;
    }

    static async Task<Command> RequestAsync(Seed seed, string certificate, string key, string version, string topic, string payload)
    {
        var program = Command.Find("mosquitto_rr");
        Assert.SkipWhen(program is null, "mosquitto-clients is not installed");
        return await Command.RunAsync(program,
        [
            "-h", "localhost", "-p", $"{seed.Server.Info.MqttPort}", "--cafile", seed.Server.Info.RootCaFile, "--cert", certificate, "--key", key,
            "-V", version, "-i", $"claim-{Guid.NewGuid():N}", "-q", "1", "-W", "10", "-t", topic, "-e", $"{topic}/accepted",
            .. payload.Length == 0 ? ["-n"] : new[] { "-m", payload },
        ]);
    }

    static Task<Command> PublishAsync(Seed seed, string version, string certificate, string key, string clientId, string topic, string payload)
    {
        var program = Command.Find("mosquitto_pub");
        Assert.SkipWhen(program is null, "mosquitto-clients is not installed");
        return Command.RunAsync(program,
        [
            "-h", "localhost", "-p", $"{seed.Server.Info.MqttPort}", "--cafile", seed.Server.Info.RootCaFile, "--cert", certificate, "--key", key,
            "-V", version, "-i", clientId, "-q", "1", "-t", topic, "-m", payload,
        ]);
    }
}
