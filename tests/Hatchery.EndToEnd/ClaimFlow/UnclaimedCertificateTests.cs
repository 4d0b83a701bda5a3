using System.Net;
using System.Text.Json;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Seed;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;
using Hatchery.Server;
using Microsoft.Data.Sqlite;

namespace Hatchery.EndToEnd.ClaimFlow;

/// <summary>
/// A server that sweeps often. 1. one device registers, another only gets a certificate; 2. their tokens' hour is made to have
/// passed, in the database; 3. the certificate that nobody claimed goes by itself, the other stays.
/// </summary>
public sealed class UnclaimedCertificateTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("hatchery-sweep-").FullName;
    HatcheryHost host = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await HatcheryHost.StartAsync(
        new HatcheryOptions { DataFolder = folder, ApiPort = 0, MqttPort = 0, HttpsPort = 0, SweepInterval = TimeSpan.FromMilliseconds(100) }, Ct);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_nobody_claimed_within_the_hour_is_gone_and_what_was_registered_stays()
    {
        // 1. One of each.
        using var api = new AwsApiClient(ApiTarget.Of(host.Info, IPAddress.Loopback), TimeProvider.System);
        var claim = await SetUpAsync(api);
        var endpoint = new DeviceEndpoint("localhost") { Port = host.Info.MqttPort, RootCaPem = await File.ReadAllTextAsync(host.Info.RootCaFile, Ct) };
        var registered = await new FleetProvisioningClient(new FleetProvisioningOptions
        {
            Endpoint = endpoint,
            Claim = claim,
            TemplateName = SeedNames.Template,
            ClientId = "registers",
            Parameters = new Dictionary<string, string> { [SeedNames.SerialNumber] = "1" },
            AttemptsMax = 1,
        }).ProvisionAsync(ct: Ct);
        await using var connection = await DeviceConnection.ConnectAsync(endpoint, claim, "forgets", Ct);
        await connection.PublishAsync("$aws/certificates/create/json", Array.Empty<byte>(), Ct);
        var unclaimed = JsonDocument.Parse((await connection.ReceiveAsync(Ct)).Payload).RootElement.GetProperty("certificateId").GetString()!;
        await Task.Delay(300, Ct);
        Assert.Equal("PENDING_ACTIVATION", await StatusAsync(api, unclaimed));

        // 2. An hour later.
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(folder, "hatchery.db")};Pooling=False;Default Timeout=5"))
        {
            await database.OpenAsync(Ct);
            await using var age = database.CreateCommand();
            age.CommandText = "UPDATE ownership_tokens SET expires_at = expires_at - 3600000";
            Assert.Equal(2, await age.ExecuteNonQueryAsync(Ct));
        }

        // 3. What is left.
        await Eventually.TrueAsync(async () => await StatusAsync(api, unclaimed) is null);
        Assert.Equal("ACTIVE", await StatusAsync(api, registered.CertificateId));
    }

    async Task<DeviceCredentials> SetUpAsync(AwsApiClient api)
    {
        var claim = new ClaimFolder(folder);
        var setup = new SeedSetup(api, host.Info, claim);
        await setup.ClaimPolicyAsync(Ct);
        await setup.ClaimCertificateAsync(Ct);
        await setup.FleetPolicyAsync(Ct);
        await setup.RoleAsync(Ct);
        await setup.ThingGroupAsync(Ct);
        await setup.TemplateAsync(Ct);
        return claim.Credentials();
    }

    /// <summary>Null for a certificate that doesn't exist.</summary>
    static async Task<string?> StatusAsync(AwsApiClient api, string certificateId)
    {
        try
        {
            var answer = await api.IotAsync(HttpMethod.Get, $"/certificates/{certificateId}", body: null, Ct);
            return answer["certificateDescription"]!["status"]!.GetValue<string>();
        }
        catch (AwsApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
