using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Api.Policies;

public sealed class PoliciesApiTests(ApiServer api) : IClassFixture<ApiServer>
{
    static int count;

    readonly string name = $"policy-{Interlocked.Increment(ref count)}";

    [Fact]
    public async Task A_policy_is_given_back_byte_for_byte()
    {
        var created = await CreateAsync(name);
        Assert.Equal($"arn:aws:iot:us-east-1:000000000000:policy/{name}", created["policyArn"]);
        Assert.Equal((name, "1", AwsApiTests.SomePolicy), (created["policyName"], created["policyVersionId"], created["policyDocument"]));

        var got = await api.SendAsync("GET", $"/policies/{name}");
        Assert.Equal((name, "1", AwsApiTests.SomePolicy), (got["policyName"], got["defaultVersionId"], got["policyDocument"]));
        Assert.Equal(created["policyArn"], got["policyArn"]);
        Assert.NotEmpty(got["generationId"]!);
        AssertRecent(got.Json.GetProperty("creationDate"));
        AssertRecent(got.Json.GetProperty("lastModifiedDate"));

        var version = await api.SendAsync("GET", $"/policies/{name}/version/1");
        Assert.Equal((name, "1", AwsApiTests.SomePolicy), (version["policyName"], version["policyVersionId"], version["policyDocument"]));
        Assert.True(version.Json.GetProperty("isDefaultVersion").GetBoolean());
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await CreateAsync(name);
        var again = await api.SendAsync("POST", $"/policies/{name}", AwsApiTests.PolicyBody(AwsApiTests.SomePolicy));

        Assert.Equal($"Policy cannot be created - name already exists (name={name})", again.Refused(AwsErrorCode.ResourceAlreadyExists));
        var body = JsonDocument.Parse(again.Body).RootElement;
        Assert.Equal(name, body.GetProperty("resourceId").GetString());
        Assert.Equal($"arn:aws:iot:us-east-1:000000000000:policy/{name}", body.GetProperty("resourceArn").GetString());
    }

    [Fact]
    public async Task Bad_names_and_documents_are_refused()
    {
        var body = AwsApiTests.PolicyBody(AwsApiTests.SomePolicy);
        Assert.Contains("'policyName'", (await api.SendAsync("POST", "/policies/a%2Fb", body)).Refused(AwsErrorCode.InvalidRequest));
        Assert.Contains("'policyName'", (await api.SendAsync("POST", $"/policies/{new string('p', 129)}", body)).Refused(AwsErrorCode.InvalidRequest));
        Assert.Contains("Value null at 'policyDocument'", (await api.SendAsync("POST", $"/policies/{name}")).Refused(AwsErrorCode.InvalidRequest));
        Assert.StartsWith("Policy document is Malformed", (await api.SendAsync("POST", $"/policies/{name}", AwsApiTests.PolicyBody("{"))).Refused(AwsErrorCode.MalformedPolicy));
        Assert.Contains("tags", (await api.SendAsync("POST", $"/policies/{name}", """{"policyDocument":"{}","tags":[{"Key":""}]}""")).Refused(AwsErrorCode.InvalidRequest));
    }

    [Fact]
    public async Task Five_versions_and_no_more()
    {
        await CreateAsync(name);
        for (var i = 2; i <= 5; i++)
        {
            var made = await VersionAsync(setAsDefault: i == 3);
            Assert.Equal($"{i}", made["policyVersionId"]);
            Assert.Equal(i == 3, made.Json.GetProperty("isDefaultVersion").GetBoolean());
        }

        Assert.Equal($"The policy {name} already has the maximum number of versions (5)", (await VersionAsync(setAsDefault: true)).Refused(AwsErrorCode.VersionsLimitExceeded));
        Assert.Equal("3", (await api.SendAsync("GET", $"/policies/{name}"))["defaultVersionId"]);

        Assert.Contains("default version", (await api.SendAsync("DELETE", $"/policies/{name}/version/3")).Refused(AwsErrorCode.DeleteConflict));
        (await api.SendAsync("PATCH", $"/policies/{name}/version/5")).Done();
        (await api.SendAsync("DELETE", $"/policies/{name}/version/3")).Done();
        Assert.Equal("6", (await VersionAsync(setAsDefault: false))["policyVersionId"]);

        var versions = (await api.SendAsync("GET", $"/policies/{name}/version")).Json.GetProperty("policyVersions").EnumerateArray().ToList();
        Assert.Equal(["6", "5", "4", "2", "1"], versions.Select(v => v.GetProperty("versionId").GetString()));
        Assert.Equal("5", versions.Single(v => v.GetProperty("isDefaultVersion").GetBoolean()).GetProperty("versionId").GetString());
        versions.ForEach(v => AssertRecent(v.GetProperty("createDate")));
    }

    [Fact]
    public async Task Missing_policies_and_versions_are_404()
    {
        await CreateAsync(name);
        (string Method, string Path, string Body)[] requests =
        [
            ("GET", "/policies/none", ""),
            ("DELETE", "/policies/none", ""),
            ("GET", "/policies/none/version", ""),
            ("POST", "/policies/none/version", AwsApiTests.PolicyBody(AwsApiTests.SomePolicy)),
            ("GET", "/policies/none/version/1", ""),
            ("GET", $"/policies/{name}/version/2", ""),
            ("DELETE", $"/policies/{name}/version/2", ""),
            ("PATCH", $"/policies/{name}/version/2", ""),
            ("POST", "/policy-targets/none", ""),
        ];
        foreach (var (method, path, body) in requests)
        {
            (await api.SendAsync(method, path, body)).Refused(AwsErrorCode.ResourceNotFound);
        }

        Assert.Contains("'policyVersionId'", (await api.SendAsync("GET", $"/policies/{name}/version/one")).Refused(AwsErrorCode.InvalidRequest));
    }

    [Fact]
    public async Task A_policy_attaches_to_certificates_and_groups_and_is_listed_from_both_sides()
    {
        await CreateAsync(name);
        var certificate = await NewCertificateAsync();
        var group = await NewGroupAsync($"group-{name}", parent: null);

        (await AttachAsync(name, certificate)).Done();
        (await AttachAsync(name, certificate)).Done();
        (await AttachAsync(name, group)).Done();

        Assert.Equal([name], await AttachedAsync(certificate));
        Assert.Equal([name], await AttachedAsync(group));
        Assert.Equal(
            new[] { certificate, group }.Order(StringComparer.Ordinal),
            Strings(await api.SendAsync("POST", $"/policy-targets/{name}"), "targets").Order(StringComparer.Ordinal));

        Assert.Equal(
            $"The policy cannot be deleted as the policy is attached to one or more principals (name={name})",
            (await api.SendAsync("DELETE", $"/policies/{name}")).Refused(AwsErrorCode.DeleteConflict));

        (await DetachAsync(name, certificate)).Done();
        (await DetachAsync(name, certificate)).Done();
        (await DetachAsync(name, group)).Done();
        Assert.Empty(await AttachedAsync(certificate));

        await VersionAsync(setAsDefault: false);
        Assert.Equal(
            "The policy cannot be deleted as versions other than than default version exist",
            (await api.SendAsync("DELETE", $"/policies/{name}")).Refused(AwsErrorCode.DeleteConflict));
        (await api.SendAsync("DELETE", $"/policies/{name}/version/2")).Done();
        (await api.SendAsync("DELETE", $"/policies/{name}")).Done();
        (await api.SendAsync("GET", $"/policies/{name}")).Refused(AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task A_group_shows_its_parents_policies_when_asked_recursively()
    {
        await CreateAsync(name);
        await CreateAsync(name + "-a");
        var parent = await NewGroupAsync($"parent-{name}", parent: null);
        var child = await NewGroupAsync($"child-{name}", parent: $"parent-{name}");
        (await AttachAsync(name, parent)).Done();
        (await AttachAsync(name, child)).Done();
        (await AttachAsync(name + "-a", parent)).Done();

        Assert.Equal([name], await AttachedAsync(child));
        Assert.Equal([name, name + "-a"], await AttachedAsync(child, "?recursive=true"));
        var first = await api.SendAsync("POST", $"/attached-policies/{Uri.EscapeDataString(child)}?recursive=true&pageSize=1");
        Assert.Equal([name], Names(first));
        var second = await api.SendAsync("POST", $"/attached-policies/{Uri.EscapeDataString(child)}?recursive=true&pageSize=1&marker={Uri.EscapeDataString(first["nextMarker"]!)}");
        Assert.Equal([name + "-a"], Names(second));
        Assert.False(second.Json.TryGetProperty("nextMarker", out _));
    }

    [Fact]
    public async Task Ten_policies_per_certificate_and_two_per_group()
    {
        var certificate = await NewCertificateAsync();
        var group = await NewGroupAsync($"full-{name}", parent: null);
        for (var i = 0; i < 11; i++)
        {
            await CreateAsync($"{name}-{i}");
            var attached = await AttachAsync($"{name}-{i}", certificate);
            var grouped = await AttachAsync($"{name}-{i}", group);
            Assert.Equal(i < 10, attached.Status == 200);
            Assert.Equal(i < 2, grouped.Status == 200);
        }

        Assert.Contains("(10)", (await AttachAsync($"{name}-10", certificate)).Refused(AwsErrorCode.LimitExceeded));
        (await AttachAsync($"{name}-9", certificate)).Done();
        Assert.Equal(10, (await AttachedAsync(certificate)).Length);
        Assert.Equal(2, (await AttachedAsync(group)).Length);
    }

    [Fact]
    public async Task Targets_that_are_none_are_named()
    {
        await CreateAsync(name);
        var id = new string('a', 64);
        Assert.Contains(id, (await AttachAsync(name, $"arn:aws:iot:us-east-1:000000000000:cert/{id}")).Refused(AwsErrorCode.ResourceNotFound));
        Assert.Contains("nowhere", (await AttachAsync(name, "arn:aws:iot:us-east-1:000000000000:thinggroup/nowhere")).Refused(AwsErrorCode.ResourceNotFound));
        Assert.Contains("eu-west-1", (await AttachAsync(name, $"arn:aws:iot:eu-west-1:000000000000:cert/{id}")).Refused(AwsErrorCode.InvalidRequest));
        Assert.Contains("111111111111", (await AttachAsync(name, $"arn:aws:iot:us-east-1:111111111111:cert/{id}")).Refused(AwsErrorCode.InvalidRequest));
        (await AttachAsync(name, "arn:aws:iot:us-east-1:000000000000:thing/t")).Refused(AwsErrorCode.InvalidRequest);
        (await AttachAsync(name, "arn:aws:iot:us-east-1:000000000000:cert/xyz")).Refused(AwsErrorCode.InvalidRequest);
        Assert.Contains("Cognito", (await AttachAsync(name, "us-east-1:7a5c4b8e-0000-4000-8000-000000000000")).Refused(AwsErrorCode.InvalidRequest));
        (await AttachAsync(name, id)).Refused(AwsErrorCode.InvalidRequest);
        Assert.Contains("Value null at 'target'", (await api.SendAsync("PUT", $"/target-policies/{name}")).Refused(AwsErrorCode.InvalidRequest));
        (await AttachAsync("none", await NewCertificateAsync())).Refused(AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task The_older_operations_do_the_same_for_certificates_only()
    {
        await CreateAsync(name);
        var certificate = await NewCertificateAsync();
        var group = await NewGroupAsync($"old-{name}", parent: null);
        (string, string)[] principal = [("x-amzn-iot-principal", certificate)];
        (await AttachAsync(name, group)).Done();

        (await api.SendAsync("PUT", $"/principal-policies/{name}", headers: principal)).Done();
        Assert.Equal([name], Names(await api.SendAsync("GET", "/principal-policies", headers: principal)));
        Assert.Equal([certificate], Strings(await api.SendAsync("GET", "/policy-principals", headers: ("x-amzn-iot-policy", name)), "principals"));
        (await api.SendAsync("DELETE", $"/principal-policies/{name}", headers: principal)).Done();
        Assert.Empty(Names(await api.SendAsync("GET", "/principal-policies", headers: principal)));

        Assert.StartsWith(
            "The given ARN does not represent a cert",
            (await api.SendAsync("PUT", $"/principal-policies/{name}", headers: ("x-amzn-iot-principal", group))).Refused(AwsErrorCode.InvalidRequest));
        Assert.Contains("'principal'", (await api.SendAsync("GET", "/principal-policies")).Refused(AwsErrorCode.InvalidRequest));
        Assert.Contains("'policyName'", (await api.SendAsync("GET", "/policy-principals")).Refused(AwsErrorCode.InvalidRequest));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Listing_walks_every_page_once(bool ascending)
    {
        for (var i = 0; i < 5; i++)
        {
            await CreateAsync($"{name}-{i}");
        }

        var seen = new List<string>();
        string? marker = null;
        do
        {
            var page = await api.SendAsync("GET", $"/policies?pageSize=2&isAscendingOrder={(ascending ? "true" : "false")}{(marker is null ? "" : "&marker=" + Uri.EscapeDataString(marker))}");
            seen.AddRange(Names(page));
            marker = page.Json.TryGetProperty("nextMarker", out var next) ? next.GetString() : null;
            Assert.NotEqual("", marker);
        }
        while (marker is not null);

        Assert.Equal(seen.Distinct(), seen);
        var ours = seen.Where(n => n.StartsWith(name + "-", StringComparison.Ordinal)).ToList();
        string[] expected = [.. Enumerable.Range(0, 5).Select(i => $"{name}-{i}")];
        Assert.Equal(ascending ? expected : [.. expected.Reverse()], ours);
    }

    Task<Answer> VersionAsync(bool setAsDefault) =>
        api.SendAsync("POST", $"/policies/{name}/version?setAsDefault={(setAsDefault ? "true" : "false")}", AwsApiTests.PolicyBody(AwsApiTests.SomePolicy));

    async Task<Answer> CreateAsync(string policy)
    {
        var answer = await api.SendAsync("POST", $"/policies/{policy}", AwsApiTests.PolicyBody(AwsApiTests.SomePolicy));
        Assert.Equal(200, answer.Status);
        return answer;
    }

    Task<Answer> AttachAsync(string policy, string target) => api.SendAsync("PUT", $"/target-policies/{policy}", JsonSerializer.Serialize(new { target }));

    Task<Answer> DetachAsync(string policy, string target) => api.SendAsync("POST", $"/target-policies/{policy}", JsonSerializer.Serialize(new { target }));

    async Task<string[]> AttachedAsync(string target, string query = "") =>
        Names(await api.SendAsync("POST", $"/attached-policies/{Uri.EscapeDataString(target)}{query}"));

    async Task<string> NewCertificateAsync() => (await api.RegisterCertificateAsync())["certificateArn"]!;

    async Task<string> NewGroupAsync(string group, string? parent)
    {
        var groupName = new ThingGroupName(group);
        await api.Registry.TransactAsync(tx =>
        {
            tx.ThingGroups.Insert(new ThingGroup(groupName, Guid.NewGuid().ToString(), parent is null ? null : new ThingGroupName(parent), null, new Dictionary<string, string>(), 1, DateTimeOffset.UtcNow));
            return 0;
        });
        return api.Account.IotArn("thinggroup", group);
    }

    static string[] Names(Answer answer) => [.. answer.Json.GetProperty("policies").EnumerateArray().Select(p => p.GetProperty("policyName").GetString()!)];

    static string[] Strings(Answer answer, string member) => [.. answer.Json.GetProperty(member).EnumerateArray().Select(p => p.GetString()!)];

    static void AssertRecent(JsonElement seconds) =>
        Assert.InRange(seconds.GetDouble(), DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeSeconds());
}
