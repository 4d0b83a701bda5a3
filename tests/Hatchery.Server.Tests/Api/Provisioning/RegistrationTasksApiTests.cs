using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Provisioning;

namespace Hatchery.Server.Tests.Api.Provisioning;

/// <summary>The operations on bulk registrations, without anybody who runs them.</summary>
public sealed class RegistrationTasksApiTests(ApiServer api) : IClassFixture<ApiServer>
{
    const string Role = "arn:aws:iam::000000000000:role/bulk";

    const string Template = """
        {"Resources": {"certificate": {"Type": "AWS::IoT::Certificate", "Properties": {"CertificateSigningRequest": {"Ref": "CSR"}}}}}
        """;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_is_described_as_it_was_started()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
        var id = await StartAsync();

        var task = (await api.SendAsync("GET", $"/thing-registration-tasks/{id}")).Json;

        Assert.Equal((id, "InProgress", Template, "factory", "in/devices.jsonl", Role),
            (Text(task, "taskId"), Text(task, "status"), Text(task, "templateBody"), Text(task, "inputFileBucket"), Text(task, "inputFileKey"), Text(task, "roleArn")));
        Assert.Equal((0, 0, 0), (task.GetProperty("successCount").GetInt32(), task.GetProperty("failureCount").GetInt32(), task.GetProperty("percentageProgress").GetInt32()));
        Assert.InRange(task.GetProperty("creationDate").GetDouble(), before, before + 60);
        Assert.InRange(task.GetProperty("lastModifiedDate").GetDouble(), before, before + 60);
        Assert.False(task.TryGetProperty("message", out _));
    }

    [Fact]
    public async Task What_an_ended_task_came_to_is_described()
    {
        var id = await StartAsync();
        await UpdateAsync(id, task => task with
        {
            Status = RegistrationTaskStatus.Failed,
            Message = "the disk is gone",
            Progress = new RegistrationTaskProgress(10, 1, 7, 2, 45, 0, 0),
        });

        var described = (await api.SendAsync("GET", $"/thing-registration-tasks/{id}")).Json;

        Assert.Equal(("Failed", "the disk is gone"), (Text(described, "status"), Text(described, "message")));
        Assert.Equal((7, 2, 45), (described.GetProperty("successCount").GetInt32(), described.GetProperty("failureCount").GetInt32(), described.GetProperty("percentageProgress").GetInt32()));
    }

    [Theory]
    [InlineData("templateBody", null, "'templateBody'")]
    [InlineData("templateBody", "{", "Invalid registration template")]
    [InlineData("templateBody", """{"Resources": {"thing": {"Type": "AWS::IoT::Thang"}}}""", "AWS::IoT::Thang")]
    [InlineData("inputFileBucket", null, "'inputFileBucket'")]
    [InlineData("inputFileBucket", "ab", "greater than or equal to 3")]
    [InlineData("inputFileBucket", "a/b", "pattern")]
    [InlineData("inputFileBucket", "...", "name of a folder")]
    [InlineData("inputFileKey", null, "'inputFileKey'")]
    [InlineData("inputFileKey", "", "greater than or equal to 1")]
    [InlineData("inputFileKey", "a b", "pattern")]
    [InlineData("inputFileKey", "../hatchery.db", "inside the bucket")]
    [InlineData("inputFileKey", "a/../../b", "inside the bucket")]
    [InlineData("inputFileKey", "/etc/passwd", "inside the bucket")]
    [InlineData("roleArn", null, "'roleArn'")]
    [InlineData("roleArn", "arn:aws:iot:us-east-1:000000000000:thing/x", "IAM role")]
    public async Task A_start_with_a_wrong_member_is_refused(string member, string? value, string why)
    {
        var body = Body();
        if (value is null)
        {
            body.Remove(member);
        }
        else
        {
            body[member] = value;
        }

        var answer = await api.SendAsync("POST", "/thing-registration-tasks", JsonSerializer.Serialize(body));

        Assert.Contains(why, answer.Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inputFileBucket", 256)]
    [InlineData("inputFileKey", 1_024)]
    public async Task Names_may_be_as_long_as_AWSs_and_no_longer(string member, int max)
    {
        var body = Body();
        body[member] = new string('x', max);
        await StopAsync((await api.SendAsync("POST", "/thing-registration-tasks", JsonSerializer.Serialize(body)))["taskId"]!);
        body[member] = new string('x', max + 1);
        (await api.SendAsync("POST", "/thing-registration-tasks", JsonSerializer.Serialize(body))).Refused(AwsErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task Tasks_are_listed_page_by_page_and_by_status()
    {
        string[] started = [await StartAsync(), await StartAsync(), await StartAsync()];
        await UpdateAsync(started[1], task => task with { Status = RegistrationTaskStatus.Completed });

        Assert.Equal(started, (await ListAsync("")).Where(started.Contains));
        Assert.Equal([started[1]], (await ListAsync("&status=Completed")).Where(started.Contains));
        Assert.Equal([started[0], started[2]], (await ListAsync("&status=InProgress")).Where(started.Contains));
        Assert.Contains("enum value set", (await api.SendAsync("GET", "/thing-registration-tasks?status=Done")).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
        (await api.SendAsync("GET", "/thing-registration-tasks?maxResults=251")).Refused(AwsErrorCode.InvalidRequest);
        (await api.SendAsync("GET", "/thing-registration-tasks?nextToken=!")).Refused(AwsErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_stop_is_answered_at_once_and_again_without_effect()
    {
        var id = await StartAsync();
        await StopAsync(id);
        Assert.StartsWith("Cancel", (await api.SendAsync("GET", $"/thing-registration-tasks/{id}"))["status"], StringComparison.Ordinal);
        await StopAsync(id);

        var done = await StartAsync();
        await UpdateAsync(done, task => task with { Status = RegistrationTaskStatus.Completed });
        await StopAsync(done);
        Assert.Equal("Completed", (await api.SendAsync("GET", $"/thing-registration-tasks/{done}"))["status"]);
    }

    [Fact]
    public async Task A_task_that_never_was_is_not_found()
    {
        (await api.SendAsync("GET", "/thing-registration-tasks/none")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("PUT", "/thing-registration-tasks/none/cancel")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("GET", "/thing-registration-tasks/none/reports?reportType=RESULTS")).Refused(AwsErrorCode.InvalidRequest);
        (await api.SendAsync("GET", $"/thing-registration-tasks/{new string('x', 41)}")).Refused(AwsErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task Reports_are_linked_when_the_task_is_over_and_read_without_a_signature_up_to_what_was_committed()
    {
        var id = await StartAsync();
        var task = await UpdateAsync(id, task => task with { Progress = new RegistrationTaskProgress(9, 1, 1, 0, 99, 6, 0) });
        var file = new Buckets(api.Folder).ReportFile(task, ReportType.Results);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "line1\nnot committed", Ct);
        Assert.Empty(await LinksAsync(id, "RESULTS"));

        await UpdateAsync(id, task => task with { Status = RegistrationTaskStatus.Completed });

        Assert.Empty(await LinksAsync(id, "ERRORS"));
        var link = Assert.Single(await LinksAsync(id, "RESULTS"));
        Assert.StartsWith(api.Url, link, StringComparison.Ordinal);
        var report = await GetAsync(link);
        Assert.Equal((200, "application/x-ndjson", "line1\n"), (report.Status, report.ContentType, report.Body));
        Assert.Equal(403, (await GetAsync(link.Replace("/results?", "/errors?", StringComparison.Ordinal))).Status);
        Assert.Equal(403, (await GetAsync(link[..^1] + (link[^1] == '0' ? '1' : '0'))).Status);
        Assert.Equal(403, (await GetAsync(link.Split('?')[0])).Status);
        File.Delete(file);
        Assert.Equal(404, (await GetAsync(link)).Status);
    }

    [Fact]
    public async Task The_type_of_a_report_is_demanded_and_checked()
    {
        var id = await StartAsync();
        Assert.Contains("'reportType'", (await api.SendAsync("GET", $"/thing-registration-tasks/{id}/reports")).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
        (await api.SendAsync("GET", $"/thing-registration-tasks/{id}/reports?reportType=results")).Refused(AwsErrorCode.InvalidRequest);
        (await api.SendAsync("GET", $"/thing-registration-tasks/{id}/reports?reportType=RESULTS&maxResults=0")).Refused(AwsErrorCode.InvalidRequest);
        (await api.SendAsync("GET", $"/thing-registration-tasks/{id}/reports?reportType=RESULTS&nextToken=MQ==")).Refused(AwsErrorCode.InvalidRequest);
    }

    static Dictionary<string, string> Body() => new()
    {
        ["templateBody"] = Template,
        ["inputFileBucket"] = "factory",
        ["inputFileKey"] = "in/devices.jsonl",
        ["roleArn"] = Role,
    };

    static string Text(JsonElement task, string member) => task.GetProperty(member).GetString()!;

    async Task<string> StartAsync() => (await api.SendAsync("POST", "/thing-registration-tasks", JsonSerializer.Serialize(Body())))["taskId"]!;

    async Task StopAsync(string id) => Assert.Equal("{}", (await api.SendAsync("PUT", $"/thing-registration-tasks/{id}/cancel")).Json.GetRawText());

    async Task<List<string>> ListAsync(string filter)
    {
        var ids = new List<string>();
        string? token = null;
        do
        {
            var next = token is null ? "" : $"&nextToken={Uri.EscapeDataString(token)}";
            var page = (await api.SendAsync("GET", $"/thing-registration-tasks?maxResults=2{filter}{next}")).Json;
            ids.AddRange(page.GetProperty("taskIds").EnumerateArray().Select(id => id.GetString()!));
            token = page.TryGetProperty("nextToken", out var following) ? following.GetString() : null;
        }
        while (token is not null);
        return ids;
    }

    async Task<string[]> LinksAsync(string id, string type)
    {
        var reports = (await api.SendAsync("GET", $"/thing-registration-tasks/{id}/reports?reportType={type}")).Json;
        Assert.Equal(type, Text(reports, "reportType"));
        return [.. reports.GetProperty("resourceLinks").EnumerateArray().Select(link => link.GetString()!)];
    }

    async Task<Answer> GetAsync(string link)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        return await api.SendAsync(request);
    }

    Task<RegistrationTask> UpdateAsync(string id, Func<RegistrationTask, RegistrationTask> change) => api.Registry.TransactAsync(
        tx =>
        {
            var changed = change(tx.RegistrationTasks.Find(new RegistrationTaskId(id))!);
            tx.RegistrationTasks.Update(changed);
            return changed;
        },
        Ct);
}
