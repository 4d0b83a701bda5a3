using System.Text.Json;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;
using Microsoft.Data.Sqlite;

namespace Hatchery.EndToEnd.ClaimFlow;

/// <summary>A trusted user asks for a temporary certificate by aws and hands it to a device.</summary>
public sealed class TrustedUserTests(SeedFixture fixture)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(KeySource.CreateKeysAndCertificate)]
    [InlineData(KeySource.CreateCertificateFromCsr)]
    public async Task A_device_provisions_itself_with_the_temporary_certificate(KeySource keys)
    {
        var seed = fixture.Require();
        var (_, claim) = await ClaimAsync(seed);

        var device = await Devices.ProvisionAsync(Devices.Options(seed, $"trusted-{keys}") with { Claim = claim, KeySource = keys });

        Assert.Equal($"{Seed.Prefix}trusted-{keys}", device.ThingName);
        await Provisioned.AssertWholeAsync(seed.Aws, device.ThingName!, device.CertificateId);
    }

    [Fact]
    public async Task It_is_in_no_list_and_may_use_no_other_template_nor_topic()
    {
        var seed = fixture.Require();
        var (id, claim) = await ClaimAsync(seed);

        var listed = await seed.Aws.RunAsync("iot", "list-certificates");
        Assert.DoesNotContain(id, listed.GetRawText(), StringComparison.Ordinal);
        await seed.Aws.FailAsync("ResourceNotFoundException", "iot", "describe-certificate", "--certificate-id", id);
        await seed.Aws.FailAsync("ResourceNotFoundException", "iot", "create-provisioning-claim", "--template-name", "no_such_template");

        await using var connection = await DeviceConnection.ConnectAsync(Devices.Endpoint(seed.Server), claim, "phone", Ct);
        await Assert.ThrowsAsync<DeviceConnectionException>(() => connection.PublishAsync("$aws/provisioning-templates/another/provision/json", "{}"u8.ToArray(), Ct));
        await Eventually.TrueAsync(() => Task.FromResult(seed.Server.Log.Contains($"policy provisioning-claim-of-{Seed.Template} version implicit", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task After_its_five_minutes_it_opens_no_connection()
    {
        var seed = fixture.Require();
        var (id, claim) = await ClaimAsync(seed);
        await using (await DeviceConnection.ConnectAsync(Devices.Endpoint(seed.Server), claim, "early", Ct))
        {
        }

        await using (var database = new SqliteConnection($"Data Source={Path.Combine(seed.Server.Folder, "hatchery.db")};Pooling=False;Default Timeout=5"))
        {
            await database.OpenAsync(Ct);
            await using var age = database.CreateCommand();
            age.CommandText = $"UPDATE provisioning_claims SET expires_at = expires_at - 300000 WHERE certificate_id = '{id}'";
            Assert.Equal(1, await age.ExecuteNonQueryAsync(Ct));
        }

        await Assert.ThrowsAsync<DeviceConnectionException>(() => DeviceConnection.ConnectAsync(Devices.Endpoint(seed.Server), claim, "late", Ct));
        await Eventually.TrueAsync(() => Task.FromResult(seed.Server.Log.Contains("it is a provisioning claim that expired at", StringComparison.Ordinal)));
    }

    static async Task<(string Id, DeviceCredentials Claim)> ClaimAsync(Seed seed)
    {
        var made = await seed.Aws.RunAsync("iot", "create-provisioning-claim", "--template-name", Seed.Template);
        var credentials = new DeviceCredentials(made.GetProperty("certificatePem").GetString()!, made.GetProperty("keyPair").GetProperty("PrivateKey").GetString()!);
        Assert.NotEqual(JsonValueKind.Undefined, made.GetProperty("expiration").ValueKind);
        return (made.GetProperty("certificateId").GetString()!, credentials);
    }
}
