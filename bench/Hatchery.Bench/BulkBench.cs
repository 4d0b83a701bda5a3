using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;

namespace Hatchery.Bench;

/// <summary>Bulk registrations per second, as a task of the server and by <c>hatchery bulk register</c>; the CSRs are made beforehand.</summary>
static class BulkBench
{
    const string Template = """
        {"Parameters": {"ThingName": {"Type": "String"}, "CSR": {"Type": "String"}},
         "Resources": {
          "thing": {"Type": "AWS::IoT::Thing", "Properties": {"ThingName": {"Ref": "ThingName"}, "AttributePayload": {"serial": {"Ref": "ThingName"}}}},
          "certificate": {"Type": "AWS::IoT::Certificate", "Properties": {"CertificateSigningRequest": {"Ref": "CSR"}, "Status": "ACTIVE"}},
          "policy": {"Type": "AWS::IoT::Policy", "Properties": {"PolicyName": "bench_csr"}}}}
        """;

    public static async Task RunAsync(BenchOptions options, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-bench-").FullName;
        try
        {
            await BenchServer.SetUpAsync(folder, ct);
            await using var server = await BenchServer.StartAsync(folder, keyPool: 1, ct);
            using var api = new AwsApiClient(ApiTarget.Of(server.Info, IPAddress.Loopback), TimeProvider.System);
            var bucket = Directory.CreateDirectory(Path.Combine(folder, "buckets", "bench")).FullName;
            WriteLines(Path.Combine(bucket, "devices.jsonl"), "task", options.Lines);
            await TaskAsync(server, api, options, devices: 0, ct);

            WriteLines(Path.Combine(bucket, "devices.jsonl"), "beside", options.Lines);
            await TaskAsync(server, api, options, devices: 4, ct);

            var file = Path.Combine(folder, "devices.jsonl");
            WriteLines(file, "cli", options.Lines);
            await CommandAsync(server, file, options, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A task, while some devices provision themselves.</summary>
    static async Task TaskAsync(BenchServer server, AwsApiClient api, BenchOptions options, int devices, CancellationToken ct)
    {
        var cpu = server.CpuTime;
        var before = server.ResidentMiB;
        var most = 0.0;
        var watch = Stopwatch.StartNew();
        var started = await api.IotAsync(HttpMethod.Post, "/thing-registration-tasks", new JsonObject
        {
            ["templateBody"] = Template,
            ["inputFileBucket"] = "bench",
            ["inputFileKey"] = "devices.jsonl",
            ["roleArn"] = "arn:aws:iam::000000000000:role/bench",
        }, ct);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var fleet = new Fleet(server, csr: true);
        var provisioning = fleet.RunAsync(devices, TimeSpan.FromHours(devices), int.MaxValue, over.Token);
        JsonObject task;
        do
        {
            await Task.Delay(50, ct);
            most = Math.Max(most, server.ResidentMiB);
            task = await api.IotAsync(HttpMethod.Get, $"/thing-registration-tasks/{started["taskId"]}", null, ct);
        }
        while (task["status"]!.GetValue<string>() == "InProgress");
        watch.Stop();
        cpu = server.CpuTime - cpu;
        await over.CancelAsync();
        await provisioning.ContinueWith(static _ => { }, TaskScheduler.Default);

        Console.WriteLine($"""

            task of {options.Lines:N0} lines{(devices == 0 ? "" : $", {devices} devices beside it")}: {options.Lines / watch.Elapsed.TotalSeconds:0} lines/s (reach: 1,000), {task["status"]}, {task["successCount"]} registered, {task["failureCount"]} failed
                server CPU {cpu.TotalMilliseconds / options.Lines:0.00} ms a line, resident {before:0} MiB before, {most:0} MiB at most
            """);
        if (devices > 0)
        {
            Console.WriteLine($"""
                    create    {fleet.Create}
                    register  {fleet.Register}
                """);
        }
    }

    static async Task CommandAsync(BenchServer server, string file, BenchOptions options, CancellationToken ct)
    {
        var template = Path.Combine(server.Folder, "template.json");
        await File.WriteAllTextAsync(template, Template, ct);
        var watch = Stopwatch.StartNew();
        using var command = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(Cli.CommandLine).Assembly.Location, "bulk", "register", file, "--template", template, "--data", server.Folder, "--json"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = await command.StandardOutput.ReadToEndAsync(ct);
        await command.WaitForExitAsync(ct);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nhatchery bulk register: {options.Lines / watch.Elapsed.TotalSeconds:0} lines/s (reach: 1,000)\n    {output}"));
    }

    static void WriteLines(string path, string prefix, int count)
    {
        var csrs = new string[count];
        Parallel.For(0, count, i =>
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            csrs[i] = new CertificateRequest("CN=bench", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        });
        File.WriteAllLines(path, csrs.Select((csr, i) => new JsonObject { ["ThingName"] = $"{prefix}-{i}", ["CSR"] = csr }.ToJsonString()));
    }
}
