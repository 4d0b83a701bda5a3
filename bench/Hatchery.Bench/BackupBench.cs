using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;

namespace Hatchery.Bench;

/// <summary>How long a backup of a large registry takes, and what provisioning feels of it.</summary>
static class BackupBench
{
    const int WarmUpSeconds = 5;

    public static async Task RunAsync(BenchOptions options, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-bench-").FullName;
        var file = Path.Combine(folder, "bench-backup.zip");
        try
        {
            await BenchServer.SetUpAsync(folder, ct);
            GeneratedRegistry.Fill(folder, options.Things);
            await using var server = await BenchServer.StartAsync(folder, keyPool: 1, ct);
            await ProvisionAsync("warm-up", server, options.Connections, WarmUpSeconds, ct);
            Console.WriteLine($"{new FileInfo(Path.Combine(folder, "hatchery.db")).Length / 1e6:0} MB of registry, {options.Things:N0} things");
            await BackUpAsync("on an idle server", server, file, ct);

            await ProvisionAsync("provisioning alone", server, options.Connections, options.Seconds, ct);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var backups = RepeatAsync(server, file, ended.Token);
            await ProvisionAsync("provisioning beside one backup after the other", server, options.Connections, options.Seconds, ct);
            await ended.CancelAsync();
            await backups;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task RepeatAsync(BenchServer server, string file, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await BackUpAsync("beside provisioning", server, file, CancellationToken.None);
        }
    }

    static async Task BackUpAsync(string what, BenchServer server, string file, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        using var api = new AwsApiClient(ApiTarget.Of(server.Info, IPAddress.Loopback), TimeProvider.System);
        await using var target = File.Create(file);
        await api.DownloadAsync("backup", new JsonObject { ["passphrase"] = "of the bench" }, target, ct);
        Console.WriteLine($"  a backup {what}: {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s, {target.Length / 1e6:0} MB");
    }

    static async Task ProvisionAsync(string what, BenchServer server, int connections, int seconds, CancellationToken ct)
    {
        var fleet = new Fleet(server, csr: true);
        var result = await fleet.RunAsync(connections, TimeSpan.FromSeconds(seconds), int.MaxValue, ct);
        Console.WriteLine($"  {what}: {result.PerSecond:0} devices/s, {result.Failed} failed; whole {fleet.Whole}");
    }
}
