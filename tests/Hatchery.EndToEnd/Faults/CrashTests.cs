using System.Collections.Concurrent;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Faults;

/// <summary>
/// <c>kill -9</c> in the middle of a load of provisionings. After the restart every device that saw <c>accepted</c> is there,
/// whole, and connects as itself; no device is half there.
/// </summary>
public sealed class CrashTests
{
    const int Parallel = 8;

    [Fact]
    public async Task Every_accepted_device_survives_a_kill()
    {
        var rounds = LongTests.Wanted ? 10 : 1;
        Assert.SkipUnless(AwsCli.Installed.Any(), "aws is not installed");
        var folder = Directory.CreateTempSubdirectory("hatchery-crash-").FullName;
        try
        {
            var accepted = new ConcurrentBag<ProvisionedDevice>();
            for (var round = 0; round < rounds; round++)
            {
                await using var server = await HatcheryServer.StartAsync(folder);
                var seed = round == 0 ? await Seed.MakeAsync(server, await AwsCli.ForAsync(server)) : new Seed(server, await AwsCli.ForAsync(server));
                await Devices.AllowCsrAsync(seed);

                // Load, then the power cut.
                using var stop = new CancellationTokenSource();
                var devices = Enumerable.Range(0, Parallel).Select(lane => LoadAsync(seed, $"{round}-{lane}", accepted, stop.Token)).ToArray();
                await Task.Delay(TimeSpan.FromMilliseconds(1_500 + (round * 100)), TestContext.Current.CancellationToken);
                await server.KillAsync();
                await stop.CancelAsync();
                await Task.WhenAll(devices);
            }

            Assert.True(accepted.Count >= rounds, "the load provisioned nothing");
            await using var after = await HatcheryServer.StartAsync(folder);
            var aws = await AwsCli.ForAsync(after);
            foreach (var device in accepted)
            {
                await using var connection = await DeviceConnection.ConnectAsync(Devices.Endpoint(after), device.Credentials, device.ThingName!, TestContext.Current.CancellationToken);
            }

            await AssertNoneIsHalfThereAsync(folder);
            await ClaimFlow.Provisioned.AssertWholeAsync(aws, accepted.First().ThingName!, accepted.First().CertificateId);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task LoadAsync(Seed seed, string lane, ConcurrentBag<ProvisionedDevice> accepted, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            try
            {
                var options = Devices.Options(seed, $"{lane}-{i}") with { KeySource = KeySource.CreateCertificateFromCsr };
                accepted.Add(await new FleetProvisioningClient(options).ProvisionAsync(ct: stop));
            }
            catch (Exception e) when (e is DeviceConnectionException or OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Straight from the tables: each thing has its group and an active certificate with a policy, each active certificate a thing.</summary>
    static async Task AssertNoneIsHalfThereAsync(string folder)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "hatchery.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        foreach (var half in HalfThere)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = half;
            Assert.Equal(0L, await command.ExecuteScalarAsync());
        }
    }

    static readonly string[] HalfThere =
    [
        "SELECT count(*) FROM things t WHERE NOT EXISTS (SELECT 1 FROM thing_group_members m WHERE m.thing = t.id)",
        """
        SELECT count(*) FROM things t WHERE NOT EXISTS (
            SELECT 1 FROM thing_principals a JOIN certificates c ON c.id = a.certificate
            JOIN policy_targets p ON p.kind = 'cert' AND p.target = c.id WHERE a.thing = t.id AND c.status = 'ACTIVE')
        """,
        """
        SELECT count(*) FROM certificates c WHERE c.claim_id IS NOT NULL AND c.status = 'ACTIVE' AND NOT EXISTS (
            SELECT 1 FROM thing_principals a WHERE a.certificate = c.id)
        """,
        """
        SELECT count(*) FROM certificates c WHERE c.status = 'PENDING_ACTIVATION' AND NOT EXISTS (
            SELECT 1 FROM ownership_tokens t WHERE t.certificate = c.id)
        """,
    ];
}
