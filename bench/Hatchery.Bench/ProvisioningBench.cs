namespace Hatchery.Bench;

/// <summary>Provisionings per second and their cost, beside the cost of the parts in the same run.</summary>
static class ProvisioningBench
{
    const int Pool = 48;
    const int WarmUpSeconds = 8;

    public static async Task RunAsync(BenchOptions options, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-bench-").FullName;
        try
        {
            Console.WriteLine("the parts, each by the tool that does nothing else");
            var parts = await Parts.MeasureAsync(ct);
            Console.WriteLine($"  openssl handshake, mutual TLS 1.3 P-256   {parts.HandshakeMs,7:0.000} ms CPU (two)");
            Console.WriteLine($"    without session tickets                 {parts.HandshakeWithoutTicketsMs,7:0.000} ms (not counted)");
            Console.WriteLine($"  openssl P-256 verify, sign                {parts.VerifyMs,7:0.000} and {parts.SignMs:0.000} ms");
            Console.WriteLine($"  SQLite commit of 4 inserts, WAL FULL      {parts.CommitMs,7:0.000} ms");
            Console.WriteLine($"  sum                                       {parts.SumMs,7:0.000} ms");

            await BenchServer.SetUpAsync(folder, ct);
            var time = TimeSpan.FromSeconds(options.Seconds);

            FleetResult empty;
            await using (var server = await BenchServer.StartAsync(folder, keyPool: 1, ct))
            {
                // Just-in-time compilation and the first key are not what is measured.
                await new Fleet(server, csr: true).RunAsync(options.Connections, TimeSpan.FromSeconds(WarmUpSeconds), int.MaxValue, ct);
                empty = await MeasureAsync("CSR P-256", server, csr: true, options.Connections, time, int.MaxValue, ct);
                Console.WriteLine($"    {empty.ServerCpuMs / parts.SumMs:0.00} x the parts' CPU (reach: at most 2.0 x; resident {server.ResidentMiB:0} MiB)");
                await MeasureAsync("keys RSA-2048, cold pool", server, csr: false, options.Connections, time, int.MaxValue, ct);
            }

            await using (var server = await BenchServer.StartAsync(folder, Pool, ct))
            {
                await new Fleet(server, csr: true).RunAsync(options.Connections, TimeSpan.FromSeconds(WarmUpSeconds), int.MaxValue, ct);
                await FilledAsync(server, ct);
                await MeasureAsync("keys RSA-2048, warm pool", server, csr: false, options.Connections, time, Pool, ct);
            }

            if (options.Things > 0)
            {
                GeneratedRegistry.Fill(folder, options.Things);
                await using var server = await BenchServer.StartAsync(folder, keyPool: 1, ct);
                await new Fleet(server, csr: true).RunAsync(options.Connections, TimeSpan.FromSeconds(WarmUpSeconds), int.MaxValue, ct);
                var full = await MeasureAsync($"CSR P-256, {options.Things:N0} things", server, csr: true, options.Connections, time, int.MaxValue, ct);
                Console.WriteLine($"    {full.PerSecond / empty.PerSecond:0.00} x the rate of the empty registry (reach: at least 0.9 x)");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<FleetResult> MeasureAsync(string what, BenchServer server, bool csr, int connections, TimeSpan time, int most, CancellationToken ct)
    {
        var fleet = new Fleet(server, csr);
        var result = await fleet.RunAsync(connections, time, most, ct);
        Console.WriteLine($"""

            {what}: {result.PerSecond:0} devices/s, {result.ServerCpuMs:0.00} ms of server CPU each ({result.Devices} devices, {result.Failed} failed)
                create    {fleet.Create}
                register  {fleet.Register}
                whole     {fleet.Whole}
            """);
        return result;
    }

    /// <summary>The pool is full when the server has gone idle.</summary>
    static async Task FilledAsync(BenchServer server, CancellationToken ct)
    {
        TimeSpan before;
        do
        {
            before = server.CpuTime;
            await Task.Delay(1_000, ct);
        }
        while (server.CpuTime - before > TimeSpan.FromMilliseconds(100));
    }
}
