namespace Hatchery.Bench;

/// <summary>What recording attempts costs the server: the same provisionings with it and without, in turn, each from a fresh start.</summary>
static class AttemptsBench
{
    const string Setting = "HATCHERY_ATTEMPTS_MAX";
    const int Rounds = 5;
    const int WarmUpSeconds = 4;

    public static async Task RunAsync(BenchOptions options, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-bench-").FullName;
        try
        {
            await BenchServer.SetUpAsync(folder, ct);
            var (with, without) = (new List<double>(), new List<double>());
            for (var round = 1; round <= Rounds; round++)
            {
                without.Add(await MeasureAsync(folder, recorded: "0", options, ct));
                with.Add(await MeasureAsync(folder, recorded: null, options, ct));
                Console.WriteLine($"  round {round}: {with[^1]:0.000} ms of server CPU each with attempts, {without[^1]:0.000} without");
            }

            var cost = Median(with.Zip(without, (on, off) => on - off));
            Console.WriteLine($"recording attempts costs {cost:0.000} ms of CPU per provisioning (median of {Rounds}; reach: at most 0.25)");
        }
        finally
        {
            Environment.SetEnvironmentVariable(Setting, null);
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<double> MeasureAsync(string folder, string? recorded, BenchOptions options, CancellationToken ct)
    {
        Environment.SetEnvironmentVariable(Setting, recorded);
        await using var server = await BenchServer.StartAsync(folder, keyPool: 1, ct);
        await new Fleet(server, csr: true).RunAsync(options.Connections, TimeSpan.FromSeconds(WarmUpSeconds), int.MaxValue, ct);
        var result = await new Fleet(server, csr: true).RunAsync(options.Connections, TimeSpan.FromSeconds(options.Seconds), int.MaxValue, ct);
        return result.ServerCpuMs;
    }

    static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
