using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.ClaimFlow;

/// <summary>
/// Devices on JavaScript clients: AWS's own device SDK v2 and the <c>mqtt</c> package.
/// 1. connect with the claim; 2. a certificate (keys or CSR); 3. RegisterThing; 4. reconnect as itself and talk.
/// </summary>
public sealed class JavaScriptClientsTests(SeedFixture fixture)
{
    static readonly string Clients = Path.Combine(AppContext.BaseDirectory, "../../../../tests/Hatchery.EndToEnd/Clients");

    [Theory]
    [InlineData("3.1.1", "v2", "mqtt")]
    [InlineData("5", "v2", "mqtt")]
    [InlineData("3.1.1", "v1", "https")]
    [InlineData("5", "v1", "https")]
    public async Task AWS_device_SDK_v2_provisions_with_keys(string mqtt, string identity, string port)
    {
        var seed = fixture.Require();
        var serial = $"sdk-{mqtt}-{identity}".Replace('.', '-');
        var result = await RunAsync("claim-sdk-v2.mjs", Options(seed, serial, port) with { Mqtt = mqtt, Identity = identity });
        await AssertProvisionedAsync(seed, result, Seed.Prefix + serial);
    }

    [Theory]
    [InlineData("3.1.1", "v2")]
    [InlineData("5", "v2")]
    public async Task AWS_device_SDK_v2_provisions_with_a_CSR(string mqtt, string identity)
    {
        var seed = fixture.Require();
        await Devices.AllowCsrAsync(seed);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest("CN=sdk", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var serial = $"sdk-csr-{mqtt}".Replace('.', '-');
        var result = await RunAsync("claim-sdk-v2.mjs", Options(seed, serial, "mqtt") with { Mqtt = mqtt, Identity = identity, Csr = csr, CsrKey = key.ExportECPrivateKeyPem() });
        await AssertProvisionedAsync(seed, result, Seed.Prefix + serial);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task The_mqtt_package_provisions_with_keys(int protocolVersion)
    {
        var seed = fixture.Require();
        var serial = $"mqtt-js-{protocolVersion}";
        var result = await RunAsync("claim-mqtt-js.mjs", Options(seed, serial, "mqtt") with { ProtocolVersion = protocolVersion });
        await AssertProvisionedAsync(seed, result, Seed.Prefix + serial);
        Assert.Equal("60", result.GetProperty("configuration").GetProperty("heartbeat").GetString());
    }

    [Fact]
    public async Task A_misspelt_parameter_is_named_to_the_SDK()
    {
        var seed = fixture.Require();
        var options = Options(seed, "x", "mqtt") with { Parameters = new Dictionary<string, string> { ["serialNumber"] = "x" }, Mqtt = "3.1.1", Identity = "v2" };
        var result = await RunAsync("claim-sdk-v2.mjs", options, succeeds: false);
        Assert.Equal(400, result.GetProperty("statusCode").GetInt32());
        Assert.Equal("InvalidParameters", result.GetProperty("errorCode").GetString());
        Assert.Contains("SerialNumber", result.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.Contains("serialNumber", result.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
    }

    static async Task AssertProvisionedAsync(Seed seed, JsonElement result, string thingName)
    {
        Assert.Equal(thingName, result.GetProperty("thingName").GetString());
        Assert.Equal("hello from the device", result.GetProperty("echo").GetString());
        await Provisioned.AssertWholeAsync(seed.Aws, thingName, result.GetProperty("certificateId").GetString()!);
    }

    static ClientOptions Options(Seed seed, string serial, string port) => new(
        "localhost", port == "https" ? seed.Server.Info.HttpsPort : seed.Server.Info.MqttPort, seed.Server.Info.RootCaFile, seed.ClaimCertificateFile, seed.ClaimKeyFile,
        $"claim-{serial}", Seed.Template, new Dictionary<string, string> { ["SerialNumber"] = serial });

    static async Task<JsonElement> RunAsync(string script, ClientOptions options, bool succeeds = true)
    {
        var node = Command.Find("node");
        Assert.SkipWhen(node is null, "node is not installed");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Clients, "node_modules")), "the JavaScript clients are not installed (./test installs them)");
        var done = await Command.RunAsync(node, [script, JsonSerializer.Serialize(options, JsonSerializerOptions.Web)], workingFolder: Clients);
        Assert.True(done.ExitCode == (succeeds ? 0 : 1), $"{script}: {done.Output} {done.Error}");
        return JsonDocument.Parse(done.Output).RootElement;
    }

    sealed record ClientOptions(string Host, int Port, string Ca, string Cert, string Key, string ClientId, string Template, IReadOnlyDictionary<string, string> Parameters)
    {
        public string? Mqtt { get; init; }
        public string? Identity { get; init; }
        public int? ProtocolVersion { get; init; }
        public string? Csr { get; init; }
        public string? CsrKey { get; init; }
    }
}
