using Hatchery.Device;

namespace Hatchery.EndToEnd.Harness;

/// <summary>Simulated devices of the seed's fleet, on Hatchery's own client library.</summary>
static class Devices
{
    public static DeviceEndpoint Endpoint(HatcheryServer server) => new("localhost")
    {
        Port = server.Info.MqttPort,
        RootCaPem = File.ReadAllText(server.Info.RootCaFile),
    };

    public static FleetProvisioningOptions Options(Seed seed, string serial) => new()
    {
        Endpoint = Endpoint(seed.Server),
        Claim = DeviceCredentials.FromFiles(seed.ClaimCertificateFile, seed.ClaimKeyFile),
        ClientId = $"claim-{serial}",
        TemplateName = Seed.Template,
        Parameters = new Dictionary<string, string> { ["SerialNumber"] = serial },
        AttemptsMax = 1,
    };

    public static Task<ProvisionedDevice> ProvisionAsync(FleetProvisioningOptions options) =>
        new FleetProvisioningClient(options).ProvisionAsync(ct: TestContext.Current.CancellationToken);

    /// <summary>Lets the claim send CSRs too: the seed's own claim policy does not.</summary>
    public static async Task AllowCsrAsync(Seed seed)
    {
        const string Name = "csr_claim_policy";
        var document = Seed.Document("claim-policy.json", seed.Server).Replace("certificates/create/*", "certificates/create-from-csr/*", StringComparison.Ordinal);
        var created = await seed.Aws.TryAsync("iot", "create-policy", "--policy-name", Name, "--policy-document", document);
        Assert.True(created.ExitCode == 0 || created.Error.Contains("already exists", StringComparison.Ordinal), created.Error);
        await seed.Aws.RunAsync("iot", "attach-policy", "--policy-name", Name, "--target", seed.ClaimCertificateArn);
    }
}
