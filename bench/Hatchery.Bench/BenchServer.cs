using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Seed;
using Hatchery.Server;

namespace Hatchery.Bench;

/// <summary>The real server in a process of its own, with quickstart's set-up and a claim that may also send CSRs.</summary>
sealed class BenchServer : IAsyncDisposable
{
    readonly Process _process;

    BenchServer(Process process, ServerInfo info, string folder)
    {
        _process = process;
        Info = info;
        Folder = folder;
    }

    public ServerInfo Info { get; }

    public string Folder { get; }

    public TimeSpan CpuTime => ProcessCpu.Of(_process.Id);

    public double ResidentMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    static string CommandLine => typeof(Hatchery.Cli.CommandLine).Assembly.Location;

    /// <summary>Makes the set-up in an empty folder.</summary>
    public static async Task SetUpAsync(string folder, CancellationToken ct)
    {
        using var quickstart = Start(["quickstart", "--once", "--data", folder], keyPool: 1);
        await quickstart.WaitForExitAsync(ct);
        if (quickstart.ExitCode != 0)
        {
            throw new InvalidOperationException("quickstart failed");
        }
    }

    public static async Task<BenchServer> StartAsync(string folder, int keyPool, CancellationToken ct)
    {
        var ready = Path.Combine(folder, "ready.json");
        File.Delete(ready);
        var process = Start(["serve", "--data", folder, "--ready-file", ready], keyPool);
        while (!File.Exists(ready))
        {
            await Task.Delay(20, ct);
        }

        var server = new BenchServer(process, ServerInfo.Read(ready), folder);
        await server.AllowCsrAsync(ct);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    static Process Start(string[] arguments, int keyPool)
    {
        var start = new ProcessStartInfo("dotnet", [CommandLine, .. arguments, "--api-port", "0", "--mqtt-port", "0", "--https-port", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["HATCHERY_KEY_POOL"] = keyPool.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    async Task AllowCsrAsync(CancellationToken ct)
    {
        using var api = new AwsApiClient(ApiTarget.Of(Info, IPAddress.Loopback), TimeProvider.System);
        var document = SeedDocuments.ClaimPolicy(Info).Replace("certificates/create/*", "certificates/create-from-csr/*", StringComparison.Ordinal);
        try
        {
            await api.IotAsync(HttpMethod.Post, "/policies/bench_csr", new JsonObject { ["policyDocument"] = document }, ct);
        }
        catch (AwsApiException e) when (e.Code == "ResourceAlreadyExistsException")
        {
            return;
        }

        var targets = await api.IotAsync(HttpMethod.Post, $"/policy-targets/{SeedNames.ClaimPolicy}", [], ct);
        await api.IotAsync(HttpMethod.Put, "/target-policies/bench_csr", new JsonObject { ["target"] = targets["targets"]![0]!.GetValue<string>() }, ct);
    }
}
