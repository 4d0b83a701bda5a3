using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;

namespace Hatchery.Server.Tests.Provisioning.Bulk;

public sealed class RegistrationTaskRunnerTests : IAsyncDisposable
{
    readonly BulkServer server = new();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Every_line_becomes_a_thing_with_its_certificate()
    {
        server.Write("devices.jsonl", Enumerable.Range(1, 150).Select(n => BulkServer.Line($"dev-{n}")));
        await server.RunAsync();

        var task = await server.EndOfAsync(await server.StartAsync("devices.jsonl"));

        Assert.Equal((RegistrationTaskStatus.Completed, 150, 0, 100, null), (task.Status, task.Progress.Successes, task.Progress.Failures, task.Progress.Percentage, task.Message));
        Assert.Equal(Enumerable.Range(1, 150).Select(n => $"dev-{n}").Order(), (await server.ThingsAsync()).Order());
        Assert.Empty(await server.ReportAsync(task.Id, ReportType.Errors));
        var results = await server.ReportAsync(task.Id, ReportType.Results);
        Assert.Equal(Enumerable.Range(1, 150), results.Select(result => result.GetProperty("lineNumber").GetInt32()));
        var response = results[149].GetProperty("response");
        Assert.Equal("arn:aws:iot:us-east-1:000000000000:thing/dev-150", response.GetProperty("ResourceArns").GetProperty("thing").GetString());
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(response.GetProperty("CertificatePem").GetString());
        var stored = await server.Registry.ReadAsync(tx => tx.Certificates.Find(CertificateId.Of(certificate.RawData)), Ct);
        Assert.Equal(CertificateStatus.Active, stored!.Status);
    }

    [Fact]
    public async Task Lines_that_are_wrong_are_reported_with_number_and_reason_and_the_others_go_on()
    {
        server.Write("devices.jsonl",
        [
            BulkServer.Line("good-1"),
            "{not json",
            "",
            """["a list"]""",
            $$"""{"ThingName": "twice", "ThingName": "twice", "CSR": "x"}""",
            """{"ThingName": 7, "CSR": "x"}""",
            """{"ThingName": "no-csr"}""",
            BulkServer.Line("bad name!"),
            BulkServer.Line("bad-csr", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"),
            BulkServer.Line("trailing") + " {}",
            $$"""{"ThingName": "{{new string('x', Limits.RegistrationLineBytesMax)}}"}""",
            $$"""{"ThingName": "{{new string('x', 3 * Limits.RegistrationLineBytesMax)}}"}""",
            BulkServer.Line("good-2"),
        ]);
        await server.RunAsync();

        var task = await server.EndOfAsync(await server.StartAsync("devices.jsonl"));

        Assert.Equal((RegistrationTaskStatus.Completed, 2, 10), (task.Status, task.Progress.Successes, task.Progress.Failures));
        Assert.Equal(["good-1", "good-2"], (await server.ThingsAsync()).Order());
        var errors = (await server.ReportAsync(task.Id, ReportType.Errors))
            .ToDictionary(error => error.GetProperty("lineNumber").GetInt32(), error => error.GetProperty("errorMessage").GetString()!);
        Assert.Equal([2, 4, 5, 6, 7, 8, 9, 10, 11, 12], errors.Keys);
        Assert.Contains("not valid JSON", errors[2], StringComparison.Ordinal);
        Assert.Contains("JSON object", errors[4], StringComparison.Ordinal);
        Assert.Contains("'ThingName' is there twice", errors[5], StringComparison.Ordinal);
        Assert.Contains("'ThingName' must be a string", errors[6], StringComparison.Ordinal);
        Assert.Contains("CSR", errors[7], StringComparison.Ordinal);
        Assert.Contains("not valid JSON", errors[10], StringComparison.Ordinal);
        Assert.All([errors[11], errors[12]], error => Assert.Contains($"longer than {Limits.RegistrationLineBytesMax} bytes", error, StringComparison.Ordinal));
        Assert.Equal([1, 13], (await server.ReportAsync(task.Id, ReportType.Results)).Select(result => result.GetProperty("lineNumber").GetInt32()));
    }

    [Theory]
    [InlineData("nowhere", "devices.jsonl", "bucket nowhere does not exist")]
    [InlineData(BulkServer.Bucket, "missing.jsonl", "has no object missing.jsonl")]
    [InlineData(BulkServer.Bucket, "folder", "has no object folder")]
    [InlineData(BulkServer.Bucket, "link", "is a symbolic link")]
    [InlineData(BulkServer.Bucket, "out/passwd", "is a symbolic link")]
    [InlineData("outbucket", "passwd", "is a symbolic link")]
    public async Task A_task_without_a_file_of_its_own_fails_and_says_why(string bucket, string key, string why)
    {
        Directory.CreateDirectory(Path.Combine(server.BucketFolder, "folder"));
        File.CreateSymbolicLink(Path.Combine(server.BucketFolder, "link"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(server.BucketFolder, "out"), "/etc");
        File.CreateSymbolicLink(Path.Combine(server.BucketFolder, "../outbucket"), "/etc");
        await server.RunAsync();

        var task = await server.EndOfAsync(await server.StartAsync(key, bucket));

        Assert.Equal(RegistrationTaskStatus.Failed, task.Status);
        Assert.Contains(why, task.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_lines_completes_at_once()
    {
        server.Write("empty.jsonl", []);
        server.Write("blank.jsonl", ["", "  ", "\r"]);
        await server.RunAsync();
        var empty = await server.EndOfAsync(await server.StartAsync("empty.jsonl"));
        var blank = await server.EndOfAsync(await server.StartAsync("blank.jsonl"));
        Assert.All([empty, blank], task => Assert.Equal((RegistrationTaskStatus.Completed, 0, 0, 100), (task.Status, task.Progress.Successes, task.Progress.Failures, task.Progress.Percentage)));
    }

    [Fact]
    public async Task Tasks_wait_for_each_other_and_run_in_the_order_of_their_start()
    {
        server.Write("a.jsonl", Enumerable.Range(1, 200).Select(n => BulkServer.Line($"a-{n}")));
        server.Write("b.jsonl", Enumerable.Range(1, 5).Select(n => BulkServer.Line($"b-{n}")));
        var a = await server.StartAsync("a.jsonl");
        var b = await server.StartAsync("b.jsonl");
        await server.RunAsync();

        var second = await server.EndOfAsync(b);
        var first = await server.FindAsync(a);

        Assert.Equal((RegistrationTaskStatus.Completed, 200), (first.Status, first.Progress.Successes));
        Assert.Equal((RegistrationTaskStatus.Completed, 5), (second.Status, second.Progress.Successes));
        Assert.True(first.ModifiedAt <= second.ModifiedAt);
    }

    [Fact]
    public async Task A_restart_in_the_middle_registers_and_reports_every_line_once()
    {
        const int Lines = 600;
        server.Write("devices.jsonl", Enumerable.Range(1, Lines).Select(n => n % 50 == 0 ? "{}" : BulkServer.Line($"dev-{n}")));
        await server.RunAsync();
        var id = await server.StartAsync("devices.jsonl");
        for (var successes = 60; successes < 400; successes += 100)
        {
            await server.ProgressOfAsync(id, successes);
            await server.RestartAsync();
        }

        var task = await server.EndOfAsync(id);

        Assert.Equal((RegistrationTaskStatus.Completed, Lines - 12, 12), (task.Status, task.Progress.Successes, task.Progress.Failures));
        Assert.Equal(Lines - 12, (await server.ThingsAsync()).Count);
        Assert.Equal(Lines - 12, (await server.Registry.ReadAsync(tx => tx.Certificates.List(new(1_000)), Ct)).Items.Count);
        var reported = (await server.ReportAsync(id, ReportType.Results)).Concat(await server.ReportAsync(id, ReportType.Errors));
        Assert.Equal(Enumerable.Range(1, Lines), reported.Select(line => line.GetProperty("lineNumber").GetInt32()).Order());
    }

    [Fact]
    public async Task Lines_that_a_crash_left_in_the_reports_beyond_the_last_commit_are_cut_off()
    {
        server.Write("devices.jsonl", Enumerable.Range(1, 600).Select(n => BulkServer.Line($"dev-{n}")));
        await server.RunAsync();
        var id = await server.StartAsync("devices.jsonl");
        await server.ProgressOfAsync(id, 64);
        await server.StopAsync();
        var task = await server.FindAsync(id);
        Assert.InRange(task.Progress.Successes, 64, 599);
        await File.AppendAllTextAsync(server.Buckets.ReportFile(task, ReportType.Results), """{"lineNumber":65,"offs""", Ct);
        await File.AppendAllTextAsync(server.Buckets.ReportFile(task, ReportType.Errors), "half a line", Ct);

        await server.RunAsync();
        await server.EndOfAsync(id);

        Assert.Equal(Enumerable.Range(1, 600), (await server.ReportAsync(id, ReportType.Results)).Select(line => line.GetProperty("lineNumber").GetInt32()));
        Assert.Empty(await server.ReportAsync(id, ReportType.Errors));
    }

    [Fact]
    public async Task A_task_that_is_stopped_registers_nothing_more_also_after_a_restart()
    {
        server.Write("devices.jsonl", Enumerable.Range(1, 5_000).Select(n => BulkServer.Line($"dev-{n}")));
        await server.RunAsync();
        var id = await server.StartAsync("devices.jsonl");
        var waiting = await server.StartAsync("devices.jsonl");
        await server.ProgressOfAsync(id, 64);

        await server.StopTaskAsync(waiting);
        Assert.Equal(RegistrationTaskStatus.Cancelled, (await server.FindAsync(waiting)).Status);
        await server.StopTaskAsync(id);
        var stopped = await server.FindAsync(id);
        var task = await server.EndOfAsync(id);
        await server.RestartAsync();

        Assert.Equal(RegistrationTaskStatus.Cancelled, task.Status);
        Assert.Equal(stopped.Progress, task.Progress);
        Assert.InRange(task.Progress.Percentage, 1, 99);
        Assert.Equal(task.Progress.Successes, (await server.ThingsAsync()).Count);
        Assert.Equal(task.Progress.Successes, (await server.ReportAsync(id, ReportType.Results)).Count);
        Assert.Equal(RegistrationTaskStatus.Cancelled, (await server.FindAsync(waiting)).Status);

        // What was queued behind a stopped task runs.
        server.Write("one.jsonl", [BulkServer.Line("another")]);
        Assert.Equal(RegistrationTaskStatus.Completed, (await server.EndOfAsync(await server.StartAsync("one.jsonl"))).Status);
    }

    [Fact]
    public async Task An_input_that_was_cut_while_the_task_ran_fails_it()
    {
        server.Write("devices.jsonl", Enumerable.Range(1, 600).Select(n => BulkServer.Line($"dev-{n}")));
        await server.RunAsync();
        var id = await server.StartAsync("devices.jsonl");
        await server.ProgressOfAsync(id, 64);
        await server.StopAsync();
        server.Write("devices.jsonl", [BulkServer.Line("dev-1")]);
        await server.RunAsync();

        var task = await server.EndOfAsync(id);

        Assert.Equal(RegistrationTaskStatus.Failed, task.Status);
        Assert.Contains("was changed while the task ran", task.Message, StringComparison.Ordinal);
    }
}
