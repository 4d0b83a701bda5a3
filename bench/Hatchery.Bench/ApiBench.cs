using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Hatchery.Cli.Aws;

namespace Hatchery.Bench;

/// <summary>
/// Requests a second of three operations, beside moto in the same run; then pages of ListThings through a large registry, the last
/// beside the first. Requests are signed beforehand: the generator shares the machine with what it measures.
/// </summary>
static class ApiBench
{
    const int Reach = 20;
    const int Known = 200;
    const int PageSize = 250;
    const int PagesCompared = 100;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>More than are sent within the time of a measurement.</summary>
    const int CreatesASecondMax = 20_000;

    public static async Task RunAsync(BenchOptions options, CancellationToken ct)
    {
        await InFolderAsync(folder => RatesAsync(folder, options, ct), ct);
        if (options.Things > 0)
        {
            await InFolderAsync(
                folder =>
                {
                    GeneratedRegistry.Fill(folder, options.Things);
                    return PagesAsync(folder, ct);
                },
                ct);
        }
    }

    /// <summary>In a data folder of its own, so that the things of one measurement aren't in the lists of another.</summary>
    static async Task InFolderAsync(Func<string, Task> measure, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-bench-").FullName;
        try
        {
            await BenchServer.SetUpAsync(folder, ct);
            await measure(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task RatesAsync(string folder, BenchOptions options, CancellationToken ct)
    {
        await using var server = await BenchServer.StartAsync(folder, keyPool: 1, ct);
        await using var moto = await MotoServer.StartAsync(ct);
        var target = ApiTarget.Of(server.Info, IPAddress.Loopback);
        var ours = new ApiRequests(target, new IPEndPoint(IPAddress.Loopback, new Uri(server.Info.ApiUrl).Port));
        var theirs = moto is null ? null : new ApiRequests(target, moto.Endpoint);
        if (theirs is null)
        {
            Console.WriteLine("  moto_server is not installed: rates alone");
        }

        foreach (var requests in new[] { ours, theirs }.OfType<ApiRequests>())
        {
            await ApiLoad.RunAsync(requests.Endpoint, requests.CreateThings("known-", Known), repeat: false, 4, TimeSpan.MaxValue, ct);
        }

        var seconds = TimeSpan.FromSeconds(options.Seconds);
        await CompareAsync("create-thing", requests => requests.CreateThings("new-", CreatesASecondMax * options.Seconds), repeat: false);
        await CompareAsync("describe-thing", requests => [.. Enumerable.Range(0, Known).Select(i => requests.Sign("GET", $"/things/known-{i}"))], repeat: true);
        await CompareAsync("list-things", requests => [requests.Sign("GET", "/things")], repeat: true);

        async Task CompareAsync(string operation, Func<ApiRequests, byte[][]> make, bool repeat)
        {
            await ApiLoad.RunAsync(ours.Endpoint, repeat ? make(ours) : ours.CreateThings($"warm-{operation}-", CreatesASecondMax), repeat, options.Connections, WarmUp, ct);
            var signed = make(ours);
            var cpu = server.CpuTime;
            var watch = Stopwatch.StartNew();
            var rate = await ApiLoad.RunAsync(ours.Endpoint, signed, repeat, options.Connections, seconds, ct);
            var ms = (server.CpuTime - cpu).TotalMilliseconds / (rate * watch.Elapsed.TotalSeconds);
            var line = $"  {operation,-15} {rate,8:0}/s   {ms:0.000} ms of server CPU each";
            if (theirs is not null)
            {
                // As many requests as it could answer: its rate is the reference, not its endurance.
                var other = await ApiLoad.RunAsync(theirs.Endpoint, make(theirs), repeat, options.Connections, seconds, ct);
                line += $"   moto {other,6:0}/s   {rate / other:0.0} x (reach: {Reach} x)";
            }

            Console.WriteLine(line);
        }
    }

    /// <summary>Walks the whole list, as a client with a page size would.</summary>
    static async Task PagesAsync(string folder, CancellationToken ct)
    {
        await using var server = await BenchServer.StartAsync(folder, keyPool: 1, ct);
        var requests = new ApiRequests(ApiTarget.Of(server.Info, IPAddress.Loopback), new IPEndPoint(IPAddress.Loopback, new Uri(server.Info.ApiUrl).Port));
        using var connection = new ApiConnection(requests.Endpoint);
        var (things, token) = (0, (string?)null);
        var times = new List<double>();

        // Once for what the process compiles on its way, then for the figures.
        await WalkAsync(PagesCompared);
        (things, token) = (0, null);
        times.Clear();
        await WalkAsync(int.MaxValue);
        var first = Median(times.Take(PagesCompared));
        var last = Median(times.TakeLast(PagesCompared));
        Console.WriteLine($"  list-things of {things} in pages of {PageSize}: first {PagesCompared} pages {first:0.00} ms each, last {PagesCompared} {last:0.00} ms, {last / first:0.00} x");

        async Task WalkAsync(int pages)
        {
            do
            {
                var request = requests.Sign("GET", $"/things?maxResults={PageSize}{(token is null ? "" : $"&nextToken={Uri.EscapeDataString(token)}")}");
                var watch = Stopwatch.GetTimestamp();
                var body = await connection.SendAsync(request, ct);
                times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
                using var page = JsonDocument.Parse(body);
                things += page.RootElement.GetProperty("things").GetArrayLength();
                token = page.RootElement.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
            }
            while (token is not null && times.Count < pages);
        }
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
