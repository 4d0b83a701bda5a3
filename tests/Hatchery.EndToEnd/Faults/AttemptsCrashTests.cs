using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Hatchery.Cli.Tests;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Faults;

/// <summary>Attempts under <c>kill -9</c> and under a flood.</summary>
public sealed class AttemptsCrashTests
{
    const int Parallel = 2;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>1. Devices are rejected without end; 2. the server is killed; 3. all that is older than two seconds is recorded.</summary>
    [Fact]
    public async Task What_was_tried_up_to_two_seconds_before_a_kill_is_recorded()
    {
        Assert.SkipUnless(LongTests.Wanted, "a long test");
        Assert.SkipUnless(AwsCli.Installed.Any(), "aws is not installed");
        var folder = Directory.CreateTempSubdirectory("hatchery-attempts-").FullName;
        try
        {
            var tried = new ConcurrentQueue<(string Serial, DateTimeOffset At)>();
            for (var round = 0; round < 6; round++)
            {
                await using var server = await HatcheryServer.StartAsync(folder);
                var seed = round == 0 ? await Seed.MakeAsync(server, await AwsCli.ForAsync(server)) : new Seed(server, await AwsCli.ForAsync(server));
                await Devices.AllowCsrAsync(seed);
                using var stop = new CancellationTokenSource();
                var lanes = Enumerable.Range(0, Parallel).Select(lane => FailAsync(seed, $"lost {round}-{lane}", tried, stop.Token)).ToArray();
                await Task.Delay(TimeSpan.FromMilliseconds(3_500 + (round * 150)), Ct);
                await server.KillAsync();
                var killedAt = DateTimeOffset.UtcNow;
                await stop.CancelAsync();
                await Task.WhenAll(lanes);

                await using var again = await HatcheryServer.StartAsync(folder);
                var old = tried.Where(attempt => attempt.At < killedAt - TimeSpan.FromSeconds(2)).ToList();
                Assert.NotEmpty(old);
                foreach (var (serial, _) in old.OrderByDescending(attempt => attempt.At).Take(20))
                {
                    Assert.Equal("thing-name-invalid", await CauseOfAsync(again, serial));
                }

                tried.Clear();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Whoever sends garbage leaves one record, a small file and a server that lives within its memory.</summary>
    [Fact]
    public async Task A_flood_of_garbage_is_one_record_with_a_count()
    {
        var connections = LongTests.Wanted ? 20_000 : 1_000;
        await using var server = await HatcheryServer.StartAsync();
        await FloodAsync(connections / Parallel, server);

        JsonArray attempts = [];
        await Eventually.TrueAsync(async () => (attempts = await AttemptsAsync(server, "127.0.0.1")) is [{ } only] && only["count"]!.GetValue<int>() == connections, TimeSpan.FromSeconds(20));
        Assert.Equal("tls-not-tls", attempts[0]!["cause"]!.GetValue<string>());
        Assert.InRange(Directory.GetFiles(server.Folder, "attempts.db*").Sum(file => new FileInfo(file).Length), 1, 8 * 1024 * 1024);
        using var process = System.Diagnostics.Process.GetProcessById(server.ProcessId);
        Assert.InRange(process.WorkingSet64, 1, 600L * 1024 * 1024);
    }

    static Task FloodAsync(int each, HatcheryServer server) => Task.WhenAll(Enumerable.Range(0, Parallel).Select(_ => Task.Run(
        async () =>
        {
            for (var i = 0; i < each; i++)
            {
                using var tcp = new TcpClient();
                await tcp.ConnectAsync(IPAddress.Loopback, server.Info.MqttPort, Ct);
                var stream = tcp.GetStream();
                await stream.WriteAsync(new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 }, Ct);
                tcp.Client.Shutdown(SocketShutdown.Send);
                try
                {
                    Assert.Equal(0, await stream.ReadAsync(new byte[1], Ct));
                }
                catch (IOException)
                {
                    // Closed with bytes unread.
                }
            }
        },
        Ct)));

    static async Task FailAsync(Seed seed, string lane, ConcurrentQueue<(string, DateTimeOffset)> tried, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            // A space is in no thing's name.
            var options = Devices.Options(seed, $"{lane}-{i}") with { KeySource = KeySource.CreateCertificateFromCsr };
            try
            {
                await new FleetProvisioningClient(options).ProvisionAsync(ct: stop);
            }
            catch (ProvisioningRejectedException)
            {
                tried.Enqueue(($"{lane}-{i}", DateTimeOffset.UtcNow));
            }
            catch (Exception e) when (e is DeviceConnectionException or OperationCanceledException or TimeoutException)
            {
                // The server is gone.
            }
        }
    }

    static async Task<string?> CauseOfAsync(HatcheryServer server, string what) => (await AttemptsAsync(server, what)).FirstOrDefault()?["cause"]?.GetValue<string>();

    static async Task<JsonArray> AttemptsAsync(HatcheryServer server, string what)
    {
        var terminal = new TestTerminal();
        Assert.Equal(0, await terminal.RunAsync("why", what, "--json", "--data", server.Folder));
        return JsonNode.Parse(terminal.Out)!["attempts"]!.AsArray();
    }
}
