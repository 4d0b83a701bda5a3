using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.RoleAliases;

public sealed class RoleAliasTests : IAsyncDisposable
{
    const string RoleArn = "arn:aws:iam::123456789012:role/camera";
    const string AliasArn = "arn:aws:iot:us-east-1:123456789012:rolealias/camera";
    const string Body = $$"""{"roleArn":"{{RoleArn}}"}""";

    readonly RegistryApi api = RegistryApi.Open();

    [Fact]
    public async Task A_role_alias_is_created_described_updated_and_deleted()
    {
        var created = await api.Send("POST /role-aliases/camera", Body);
        Assert.Equal(("camera", AliasArn), (Text(created, "roleAlias"), Text(created, "roleAliasArn")));

        var described = (await api.Send("GET /role-aliases/camera")).GetProperty("roleAliasDescription");
        Assert.Equal(
            ["roleAlias", "roleAliasArn", "roleArn", "owner", "credentialDurationSeconds", "creationDate", "lastModifiedDate"],
            described.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("camera", AliasArn, RoleArn, "123456789012"), (Text(described, "roleAlias"), Text(described, "roleAliasArn"), Text(described, "roleArn"), Text(described, "owner")));
        Assert.Equal(3_600, described.GetProperty("credentialDurationSeconds").GetInt32());
        Assert.Equal(described.GetProperty("creationDate").GetDouble(), described.GetProperty("lastModifiedDate").GetDouble());

        // Each member alone; what isn't named stays.
        api.Time.Now = api.Time.Now.AddMinutes(1);
        Assert.Equal(AliasArn, Text(await api.Send("PUT /role-aliases/camera", """{"credentialDurationSeconds":900}"""), "roleAliasArn"));
        await api.Send("PUT /role-aliases/camera", $$"""{"roleArn":"{{RoleArn}}2"}""");
        var updated = (await api.Send("GET /role-aliases/camera")).GetProperty("roleAliasDescription");
        Assert.Equal((RoleArn + "2", 900), (Text(updated, "roleArn"), updated.GetProperty("credentialDurationSeconds").GetInt32()));
        Assert.Equal(60, updated.GetProperty("lastModifiedDate").GetDouble() - updated.GetProperty("creationDate").GetDouble(), precision: 3);

        Assert.Equal(JsonValueKind.Undefined, (await api.Send("DELETE /role-aliases/camera")).ValueKind);
        foreach (var gone in new[] { "GET", "PUT", "DELETE" })
        {
            Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse($"{gone} /role-aliases/camera")).Code);
        }
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_with_what_has_it()
    {
        await api.Send("POST /role-aliases/camera", Body);

        var refusal = await api.Refuse("POST /role-aliases/camera", Body);

        Assert.Equal((AwsErrorCode.ResourceAlreadyExists, "camera", AliasArn), (refusal.Code, refusal.ResourceId, refusal.ResourceArn));
    }

    [Fact]
    public async Task Names_with_every_character_of_the_pattern_are_taken()
    {
        await api.Send($"POST /role-aliases/{Uri.EscapeDataString("A_0=,@-")}{new string('x', 121)}", Body);
        Assert.Equal(["A_0=,@-" + new string('x', 121)], await Names("GET /role-aliases"));
    }

    [Theory]
    [InlineData("a.b", Body, "at 'roleAlias' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w=,@-]+")]
    [InlineData("a", "{}", "Value null at 'roleArn' failed to satisfy constraint: Member must not be null")]
    [InlineData("a", """{"roleArn":"short"}""", "at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20")]
    [InlineData("a", """{"roleArn":"arn:aws:s3:::bucket-not-role"}""", "roleArn must be the ARN of an IAM role")]
    [InlineData("a", """{"roleArn":"arn:aws:iam::999999999999:role/camera"}""", "Cross-account pass role is not allowed")]
    [InlineData("a", $$"""{"roleArn":"{{RoleArn}}","credentialDurationSeconds":899}""", "at 'credentialDurationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900")]
    [InlineData("a", $$"""{"roleArn":"{{RoleArn}}","credentialDurationSeconds":43201}""", "at 'credentialDurationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200")]
    [InlineData("a", $$"""{"roleArn":"{{RoleArn}}","credentialDurationSeconds":"x"}""", "Could not parse request body into json")]
    [InlineData("a", $$"""{"roleArn":"{{RoleArn}}","tags":[{"Key":"aws:x"}]}""", "aws:")]
    public async Task Bad_input_is_refused_and_nothing_written(string name, string body, string said)
    {
        var refusal = await api.Refuse($"POST /role-aliases/{name}", body);

        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await Names("GET /role-aliases"));
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var refusal = await api.Refuse($"POST /role-aliases/{new string('a', 129)}", """{"roleArn":"short","credentialDurationSeconds":1}""");
        Assert.StartsWith("3 validation errors detected: ", refusal.Message);
    }

    [Fact]
    public async Task An_update_is_checked_like_a_creation()
    {
        await api.Send("POST /role-aliases/camera", Body);
        foreach (var body in new[] { """{"roleArn":"arn:aws:s3:::bucket-not-role"}""", """{"credentialDurationSeconds":899}""", """{"roleArn":"arn:aws:iam::999999999999:role/camera"}""" })
        {
            Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("PUT /role-aliases/camera", body)).Code);
        }

        await api.Send("PUT /role-aliases/camera", """{"credentialDurationSeconds":43200}""");
    }

    [Fact]
    public async Task The_hundred_and_first_is_one_too_many()
    {
        for (var i = 0; i < Limits.RoleAliasesPerAccountMax; i++)
        {
            await api.Send($"POST /role-aliases/a{i}", Body);
        }

        Assert.Equal(AwsErrorCode.LimitExceeded, (await api.Refuse("POST /role-aliases/b", Body)).Code);
        await api.Send("DELETE /role-aliases/a0");
        await api.Send("POST /role-aliases/b", Body);
    }

    [Fact]
    public async Task They_are_listed_by_name_through_pages_in_both_directions()
    {
        foreach (var name in new[] { "c", "a", "b" })
        {
            await api.Send($"POST /role-aliases/{name}", Body);
        }

        // isAscendingOrder is false by default, as for everything that AWS pages by marker.
        Assert.Equal(["c", "b", "a"], await Names("GET /role-aliases?pageSize=2"));
        Assert.Equal(["a", "b", "c"], await Names("GET /role-aliases?pageSize=1&isAscendingOrder=true"));
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("GET /role-aliases?pageSize=251")).Code);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("GET /role-aliases?marker=%25")).Code);
    }

    [Fact]
    public async Task A_role_alias_has_tags_that_go_with_it()
    {
        await api.Send("POST /role-aliases/camera", $$"""{"roleArn":"{{RoleArn}}","tags":[{"Key":"site","Value":"bonn"}]}""");
        await api.Send("POST /tags", $$"""{"resourceArn":"{{AliasArn}}","tags":[{"Key":"floor","Value":"2"}]}""");
        Assert.Equal(["floor", "site"], await api.ListAll($"GET /tags?resourceArn={Uri.EscapeDataString(AliasArn)}", "tags", "Key"));

        await api.Send("DELETE /role-aliases/camera");
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse($"GET /tags?resourceArn={Uri.EscapeDataString(AliasArn)}")).Code);
        await api.Send("POST /role-aliases/camera", Body);
        Assert.Empty(await api.ListAll($"GET /tags?resourceArn={Uri.EscapeDataString(AliasArn)}", "tags", "Key"));
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    async Task<List<string>> Names(string list)
    {
        List<string> names = [];
        string? marker = null;
        do
        {
            var page = await api.Send(marker is null ? list : $"{list}&marker={Uri.EscapeDataString(marker)}");
            names.AddRange(page.GetProperty("roleAliases").EnumerateArray().Select(name => name.GetString()!));
            marker = page.TryGetProperty("nextMarker", out var next) ? next.GetString() : null;
        }
        while (marker is not null);
        return names;
    }

    static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();
}
