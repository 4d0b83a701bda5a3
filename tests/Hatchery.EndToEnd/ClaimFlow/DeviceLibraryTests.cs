using System.Security.Cryptography.X509Certificates;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.ClaimFlow;

/// <summary>Hatchery.Device through every format, protocol version and way to a key; then as itself.</summary>
public sealed class DeviceLibraryTests(SeedFixture fixture)
{
    public static IEnumerable<TheoryDataRow<PayloadFormat, MqttVersion, KeySource>> Ways =>
        from format in Enum.GetValues<PayloadFormat>()
        from mqtt in Enum.GetValues<MqttVersion>()
        from keys in Enum.GetValues<KeySource>()
        select new TheoryDataRow<PayloadFormat, MqttVersion, KeySource>(format, mqtt, keys);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_device_provisions_itself_and_connects_as_itself(PayloadFormat format, MqttVersion mqtt, KeySource keys)
    {
        var seed = fixture.Require();
        if (keys == KeySource.CreateCertificateFromCsr)
        {
            await Devices.AllowCsrAsync(seed);
        }

        var serial = $"lib-{format}-{mqtt}-{keys}";
        var options = Devices.Options(seed, serial) with { PayloadFormat = format, KeySource = keys };
        options = options with { Endpoint = options.Endpoint with { MqttVersion = mqtt } };
        var device = await Devices.ProvisionAsync(options);

        Assert.Equal(Seed.Prefix + serial, device.ThingName);
        Assert.Equal("60", device.DeviceConfiguration["heartbeat"]);
        using var certificate = X509Certificate2.CreateFromPem(device.CertificatePem);
        Assert.Equal(device.CertificateId, Convert.ToHexStringLower(certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)));
        await Provisioned.AssertWholeAsync(seed.Aws, device.ThingName!, device.CertificateId);

        await using var connection = await DeviceConnection.ConnectAsync(options.Endpoint, device.Credentials, device.ThingName!, TestContext.Current.CancellationToken);
        await connection.SubscribeAsync([$"devices/{serial}/+"], TestContext.Current.CancellationToken);
        await connection.PublishAsync($"devices/{serial}/hello", "hello"u8.ToArray(), TestContext.Current.CancellationToken);
        var heard = await connection.ReceiveAsync(TestContext.Current.CancellationToken);
        Assert.Equal("hello", heard.Text);
    }

    [Fact]
    public async Task The_same_device_again_gets_a_new_certificate_on_the_same_thing()
    {
        var seed = fixture.Require();
        var first = await Devices.ProvisionAsync(Devices.Options(seed, "again"));
        var second = await Devices.ProvisionAsync(Devices.Options(seed, "again"));
        Assert.Equal(first.ThingName, second.ThingName);
        Assert.NotEqual(first.CertificateId, second.CertificateId);
        var principals = await seed.Aws.RunAsync("iot", "list-thing-principals", "--thing-name", first.ThingName!);
        Assert.Equal(2, principals.GetProperty("principals").GetArrayLength());
    }

    [Fact]
    public async Task A_missing_template_is_named()
    {
        var seed = fixture.Require();
        // The seed's claim policy lets a device ask for its own template only, so the policy is widened for this one.
        var document = Seed.Document("claim-policy.json", seed.Server).Replace(Seed.Template, "esp32_*", StringComparison.Ordinal);
        await seed.Aws.RunAsync("iot", "create-policy", "--policy-name", "wide_claim_policy", "--policy-document", document);
        await seed.Aws.RunAsync("iot", "attach-policy", "--policy-name", "wide_claim_policy", "--target", seed.ClaimCertificateArn);
        try
        {
            var rejected = await Assert.ThrowsAsync<ProvisioningRejectedException>(() => Devices.ProvisionAsync(Devices.Options(seed, "none") with { TemplateName = "esp32_fleet_prov_tmplate" }));
            Assert.Equal(404, rejected.StatusCode);
            Assert.Equal("ResourceNotFound", rejected.ErrorCode);
            Assert.Contains("esp32_fleet_prov_tmplate", rejected.ErrorMessage, StringComparison.Ordinal);
            Assert.Contains(Seed.Template, rejected.ErrorMessage, StringComparison.Ordinal);
        }
        finally
        {
            await seed.Aws.RunAsync("iot", "detach-policy", "--policy-name", "wide_claim_policy", "--target", seed.ClaimCertificateArn);
            await seed.Aws.RunAsync("iot", "delete-policy", "--policy-name", "wide_claim_policy");
        }
    }
}
