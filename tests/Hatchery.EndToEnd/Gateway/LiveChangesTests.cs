using System.Diagnostics;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Gateway;

/// <summary>What an operator changes by aws acts on devices that are connected, at once.</summary>
public sealed class LiveChangesTests(SeedFixture fixture)
{
    [Fact]
    public async Task A_deactivated_certificate_loses_its_session_and_cannot_return()
    {
        var seed = fixture.Require();
        var device = await Devices.ProvisionAsync(Devices.Options(seed, "deactivated"));
        await using var connection = await ConnectAsync(seed, device);
        var ended = connection.ReceiveAsync(TestContext.Current.CancellationToken);
        await seed.Aws.RunAsync("iot", "update-certificate", "--certificate-id", device.CertificateId, "--new-status", "INACTIVE");
        await Assert.ThrowsAnyAsync<Exception>(() => ended.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<DeviceConnectionException>(() => ConnectAsync(seed, device));
        await Eventually.TrueAsync(() => seed.Server.Log.Contains("INACTIVE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_policy_version_governs_the_next_packet()
    {
        var seed = fixture.Require();
        const string Deny = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iot:Publish","Resource":"*"}]}""";
        var device = await Devices.ProvisionAsync(Devices.Options(seed, "policy-change"));
        await using var connection = await ConnectAsync(seed, device);
        await connection.PublishAsync("devices/x", "allowed"u8.ToArray(), TestContext.Current.CancellationToken);
        await seed.Aws.RunAsync("iot", "create-policy", "--policy-name", "no_publish", "--policy-document", Deny);
        await seed.Aws.RunAsync("iot", "attach-policy", "--policy-name", "no_publish", "--target", $"arn:aws:iot:{seed.Server.Info.Region}:{seed.Server.Info.Account}:cert/{device.CertificateId}");
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<Exception>(() => connection.PublishAsync("devices/x", "denied"u8.ToArray(), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => seed.Server.Log.Contains("no_publish", StringComparison.Ordinal));
    }

    static Task<DeviceConnection> ConnectAsync(Seed seed, ProvisionedDevice device) =>
        DeviceConnection.ConnectAsync(Devices.Endpoint(seed.Server), device.Credentials, device.ThingName!, TestContext.Current.CancellationToken);
}
