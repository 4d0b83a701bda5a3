using System.Text.Json;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Bulk;

/// <summary>Bulk registration as AWS's documentation and workshops do it: by <c>aws</c>, with the input file in a bucket.</summary>
public sealed class RegistrationTaskTests(SeedFixture fixture)
{
    [Fact]
    public async Task A_task_registers_the_devices_of_a_file_which_then_connect()
    {
        var aws = fixture.Require().Aws;
        var server = fixture.Server;

        // 1. The input file: a JSON object in each line. The second is none.
        var bucket = Directory.CreateDirectory(Path.Combine(server.Folder, "buckets", "bulk-bucket")).FullName;
        var (csr, privateKey) = BulkInput.NewDevice("bulk-1");
        await File.WriteAllLinesAsync(Path.Combine(bucket, "devices.json"), [BulkInput.Line("bulk-1", csr), "{oops", BulkInput.Line("bulk-2")], TestContext.Current.CancellationToken);

        // 2. The task.
        var id = (await aws.RunAsync("iot", "start-thing-registration-task", "--template-body", BulkInput.Template,
            "--input-file-bucket", "bulk-bucket", "--input-file-key", "devices.json", "--role-arn", BulkInput.Role)).GetProperty("taskId").GetString()!;

        // 3. Its end.
        var task = await EndOfAsync(aws, id);
        Assert.Equal(("Completed", 2, 1, 100), (task.GetProperty("status").GetString(), task.GetProperty("successCount").GetInt32(),
            task.GetProperty("failureCount").GetInt32(), task.GetProperty("percentageProgress").GetInt32()));
        Assert.Contains(id, (await aws.RunAsync("iot", "list-thing-registration-tasks", "--status", "Completed")).GetProperty("taskIds").EnumerateArray().Select(t => t.GetString()));

        // 4. Its reports, by the links, as `wget` reads them.
        var error = Assert.Single(await DownloadAsync(aws, id, "ERRORS"));
        Assert.Equal(2, error.GetProperty("lineNumber").GetInt32());
        Assert.Contains("not valid JSON", error.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        var results = await DownloadAsync(aws, id, "RESULTS");
        Assert.Equal([1, 3], BulkInput.Numbers(results));
        var response = results[0].GetProperty("response");
        Assert.EndsWith(":thing/bulk-1", response.GetProperty("ResourceArns").GetProperty("thing").GetString(), StringComparison.Ordinal);

        // 5. The thing, and its device as itself.
        var thing = await aws.RunAsync("iot", "describe-thing", "--thing-name", "bulk-1");
        Assert.Equal("sn-bulk-1", thing.GetProperty("attributes").GetProperty("serial").GetString());
        var credentials = new DeviceCredentials(response.GetProperty("CertificatePem").GetString()!, privateKey);
        await using var connection = await DeviceConnection.ConnectAsync(Devices.Endpoint(server), credentials, "bulk-1", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_task_without_its_file_fails_with_a_message_and_a_key_that_leads_out_is_refused()
    {
        var aws = fixture.Require().Aws;
        string[] start = ["iot", "start-thing-registration-task", "--template-body", BulkInput.Template, "--role-arn", BulkInput.Role, "--input-file-bucket", "no-such-bucket", "--input-file-key"];

        var id = (await aws.RunAsync([.. start, "devices.json"])).GetProperty("taskId").GetString()!;
        var task = await EndOfAsync(aws, id);
        Assert.Equal("Failed", task.GetProperty("status").GetString());
        Assert.Contains("The bucket no-such-bucket does not exist", task.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(await LinksAsync(aws, id, "RESULTS"));

        await aws.FailAsync("InvalidRequestException", [.. start, "../../credentials"]);
    }

    [Fact]
    public async Task A_task_that_is_stopped_stays_stopped()
    {
        var aws = fixture.Require().Aws;
        var bucket = Directory.CreateDirectory(Path.Combine(fixture.Server.Folder, "buckets", "stop-bucket")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(bucket, "devices.json"), BulkInput.Lines("stopped", 20_000), TestContext.Current.CancellationToken);
        var id = (await aws.RunAsync("iot", "start-thing-registration-task", "--template-body", BulkInput.Template,
            "--input-file-bucket", "stop-bucket", "--input-file-key", "devices.json", "--role-arn", BulkInput.Role)).GetProperty("taskId").GetString()!;

        await aws.RunAsync("iot", "stop-thing-registration-task", "--task-id", id);

        var task = await EndOfAsync(aws, id);
        Assert.Equal("Cancelled", task.GetProperty("status").GetString());
        var registered = task.GetProperty("successCount").GetInt32();
        Assert.InRange(registered, 0, 19_999);
        Assert.Equal(registered, (await BulkInput.CertificatesPerThingAsync(fixture.Server.Folder, "stopped")).Count);
    }

    static async Task<JsonElement> EndOfAsync(AwsCli aws, string id)
    {
        JsonElement task = default;
        await Eventually.TrueAsync(
            async () =>
            {
                task = await aws.RunAsync("iot", "describe-thing-registration-task", "--task-id", id);
                return task.GetProperty("status").GetString() is not ("InProgress" or "Cancelling");
            },
            TimeSpan.FromSeconds(20));
        return task;
    }

    static async Task<string[]> LinksAsync(AwsCli aws, string id, string type)
    {
        var reports = await aws.RunAsync("iot", "list-thing-registration-task-reports", "--task-id", id, "--report-type", type);
        return [.. reports.GetProperty("resourceLinks").EnumerateArray().Select(link => link.GetString()!)];
    }

    static async Task<List<JsonElement>> DownloadAsync(AwsCli aws, string id, string type)
    {
        using var http = new HttpClient();
        var report = await http.GetStringAsync(Assert.Single(await LinksAsync(aws, id, type)), TestContext.Current.CancellationToken);
        return [.. report.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
