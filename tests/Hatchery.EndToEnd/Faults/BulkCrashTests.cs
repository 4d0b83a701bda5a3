using System.Net;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Tests;
using Hatchery.EndToEnd.Bulk;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Faults;

/// <summary><c>kill -9</c> in the middle of many registrations.</summary>
public sealed class BulkCrashTests : IDisposable
{
    static readonly int Rounds = LongTests.Wanted ? 10 : 2;

    static readonly int Lines = LongTests.Wanted ? 10_000 : 1_200;

    readonly string folder = Directory.CreateTempSubdirectory("hatchery-crash-").FullName;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_task_registers_and_reports_every_line_exactly_once()
    {
        var bucket = Directory.CreateDirectory(Path.Combine(folder, "buckets", "factory")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(bucket, "devices.jsonl"), BulkInput.Lines("task", Lines).Select((line, i) => i % 100 == 99 ? "{}" : line), Ct);
        string? id = null;
        for (var round = 0; round < Rounds; round++)
        {
            await using var server = await HatcheryServer.StartAsync(folder);
            using var api = new AwsApiClient(ApiTarget.Of(server.Info, IPAddress.Loopback), TimeProvider.System);
            id ??= await StartAsync(api);

            // Some way on from where the last round got, then the power cut.
            var before = await CountAsync(api, id);
            await Eventually.TrueAsync(async () => await CountAsync(api, id) > before, TimeSpan.FromSeconds(20));
            await Task.Delay(Random.Shared.Next(100), Ct);
            await server.KillAsync();
        }

        await using var after = await HatcheryServer.StartAsync(folder);
        using var last = new AwsApiClient(ApiTarget.Of(after.Info, IPAddress.Loopback), TimeProvider.System);
        await Eventually.TrueAsync(async () => (await DescribeAsync(last, id!))["status"]!.GetValue<string>() == "Completed", TimeSpan.FromSeconds(60));

        var task = await DescribeAsync(last, id!);
        Assert.Equal((Lines - (Lines / 100), Lines / 100), (task["successCount"]!.GetValue<int>(), task["failureCount"]!.GetValue<int>()));
        Assert.Equal(Enumerable.Repeat(1L, Lines - (Lines / 100)), await BulkInput.CertificatesPerThingAsync(folder, "task"));
        var reported = new[] { "results", "errors" }.SelectMany(type => BulkInput.Numbers(BulkInput.Read(Path.Combine(bucket, $"devices.jsonl.{id}.{type}.jsonl"))));
        Assert.Equal(Enumerable.Range(1, Lines), reported.Order());
    }

    [Fact]
    public async Task A_burst_of_registrations_loses_none_that_was_answered_and_its_repetition_does_the_rest()
    {
        var input = Path.Combine(folder, "devices.jsonl");
        var template = Path.Combine(folder, "template.json");
        await File.WriteAllLinesAsync(input, BulkInput.Lines("burst", Lines), Ct);
        await File.WriteAllTextAsync(template, BulkInput.Template, Ct);
        string[] command = ["bulk", "register", input, "--template", template, "--data", folder];
        for (var round = 0; round < Rounds; round++)
        {
            await using var server = await HatcheryServer.StartAsync(folder);
            var before = Results(input);
            var terminal = new TestTerminal();
            var run = terminal.RunAsync(command);
            await Eventually.TrueAsync(() => Results(input) > before, TimeSpan.FromSeconds(20));
            await Task.Delay(Random.Shared.Next(100), Ct);
            await server.KillAsync();
            Assert.Equal(1, await run);
            Assert.Contains("repeat the command to go on", terminal.Error, StringComparison.Ordinal);
        }

        var answered = BulkInput.Numbers(BulkInput.Read(input + ".results.jsonl"));
        await using var after = await HatcheryServer.StartAsync(folder);
        Assert.InRange((await BulkInput.CertificatesPerThingAsync(folder, "burst")).Count, answered.Length, Lines);
        Assert.Equal(0, await new TestTerminal().RunAsync(command));

        Assert.Equal(Enumerable.Range(1, Lines), BulkInput.Numbers(BulkInput.Read(input + ".results.jsonl")).Order());
        var certificates = await BulkInput.CertificatesPerThingAsync(folder, "burst");
        Assert.Equal(Lines, certificates.Count);

        // Whether a request that was on its way at the kill was registered, nobody can tell: such a line is sent again.
        Assert.InRange(certificates.Count(count => count > 1), 0, Rounds * 65);
        Assert.All(certificates, count => Assert.InRange(count, 1, 1 + Rounds));
    }

    static async Task<string> StartAsync(AwsApiClient api)
    {
        var started = await api.IotAsync(HttpMethod.Post, "/thing-registration-tasks", new JsonObject
        {
            ["templateBody"] = BulkInput.Template,
            ["inputFileBucket"] = "factory",
            ["inputFileKey"] = "devices.jsonl",
            ["roleArn"] = BulkInput.Role,
        }, Ct);
        return started["taskId"]!.GetValue<string>();
    }

    static Task<JsonObject> DescribeAsync(AwsApiClient api, string id) => api.IotAsync(HttpMethod.Get, $"/thing-registration-tasks/{id}", null, Ct);

    static async Task<int> CountAsync(AwsApiClient api, string id) => (await DescribeAsync(api, id))["successCount"]!.GetValue<int>();

    static int Results(string input) => File.Exists(input + ".results.jsonl") ? File.ReadLines(input + ".results.jsonl").Count() : 0;
}
