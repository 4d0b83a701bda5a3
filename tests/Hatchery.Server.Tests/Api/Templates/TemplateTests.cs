using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Templates;

/// <summary>Create, describe, update, delete and list of templates.</summary>
public sealed class TemplateTests : IAsyncDisposable
{
    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_created_template_is_described_byte_for_byte_and_disabled_unless_told()
    {
        var created = await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        Assert.Equal("fleet", created.GetProperty("templateName").GetString());
        Assert.Equal("arn:aws:iot:us-east-1:123456789012:provisioningtemplate/fleet", created.GetProperty("templateArn").GetString());
        Assert.Equal(1, created.GetProperty("defaultVersionId").GetInt32());

        var template = await api.Send("GET /provisioning-templates/fleet");
        Assert.Equal(TemplateBodies.Valid, template.GetProperty("templateBody").GetString());
        Assert.Equal(TemplateBodies.Role, template.GetProperty("provisioningRoleArn").GetString());
        Assert.Equal("FLEET_PROVISIONING", template.GetProperty("type").GetString());
        Assert.False(template.GetProperty("enabled").GetBoolean());
        Assert.Equal(1, template.GetProperty("defaultVersionId").GetInt32());
        Assert.Equal(1767355200.25m, template.GetProperty("creationDate").GetDecimal());
        Assert.Equal(1767355200.25m, template.GetProperty("lastModifiedDate").GetDecimal());
        Assert.False(template.TryGetProperty("description", out _));
        Assert.False(template.TryGetProperty("preProvisioningHook", out _));
    }

    [Fact]
    public async Task The_same_name_again_is_a_conflict_however_equal()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        var refusal = await api.Refuse("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        Assert.Equal(AwsErrorCode.ResourceAlreadyExists, refusal.Code);
        Assert.Equal("Template with name fleet already exists", refusal.Message);
    }

    [Theory]
    [InlineData("templateName", "\"a b\"", "templateName")]
    [InlineData("templateName", "\"a23456789012345678901234567890123456x\"", "length less than or equal to 36")]
    [InlineData("templateName", "null", "'templateName' failed to satisfy constraint: Member must not be null")]
    [InlineData("templateBody", "null", "'templateBody' failed to satisfy constraint: Member must not be null")]
    [InlineData("templateBody", "\"{\"", "The template body is invalid")]
    [InlineData("provisioningRoleArn", "null", "'provisioningRoleArn' failed to satisfy constraint: Member must not be null")]
    [InlineData("provisioningRoleArn", "\"arn:aws:iam::12:role\"", "provisioningRoleArn")]
    [InlineData("provisioningRoleArn", "\"arn:aws:iam::123456789012:user/someone\"", "must be the ARN of an IAM role")]
    [InlineData("type", "\"OTHER\"", "enum value set")]
    [InlineData("description", "\"\\u0001\"", "description")]
    [InlineData("tags", "[{\"Key\":\"aws:k\",\"Value\":\"v\"}]", "reserved for AWS")]
    [InlineData("preProvisioningHook", "{}", "'preProvisioningHook.targetArn' failed to satisfy constraint: Member must not be null")]
    [InlineData("preProvisioningHook", "{\"targetArn\":\"arn:aws:lambda:eu-west-1:123456789012:function:hook\"}", "Invalid arguments in the call")]
    [InlineData("preProvisioningHook", "{\"targetArn\":\"http://example.com/hook\"}", "must be the ARN of a Lambda function")]
    [InlineData("preProvisioningHook", "{\"targetArn\":\"arn:aws:lambda:us-east-1:123456789012:layer:hook\"}", "must be the ARN of a Lambda function")]
    [InlineData("preProvisioningHook", "{\"targetArn\":\"https://example.com/hook\",\"payloadVersion\":\"2021-01-01\"}", "enum value set")]
    public async Task Refuses_a_member_and_says_why(string member, string value, string expected)
    {
        var refusal = await api.Refuse("POST /provisioning-templates", TemplateBodies.Create("fleet", member, value));
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await Names());
    }

    [Theory]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:hook")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:hook:live")]
    [InlineData("https://example.com/hook?fleet=1")]
    [InlineData("http://127.0.0.1:9001/hook")]
    public async Task A_hook_is_described_as_given_changed_and_removed(string target)
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet", "preProvisioningHook", $$"""{"targetArn":"{{target}}"}"""));
        await api.Send("PATCH /provisioning-templates/fleet", """{"enabled":true}""");
        var hook = (await api.Send("GET /provisioning-templates/fleet")).GetProperty("preProvisioningHook");
        Assert.Equal((target, "2020-04-01"), (hook.GetProperty("targetArn").GetString(), hook.GetProperty("payloadVersion").GetString()));

        await api.Send("PATCH /provisioning-templates/fleet", """{"preProvisioningHook":{"targetArn":"https://other.example/","payloadVersion":"2020-04-01"}}""");
        hook = (await api.Send("GET /provisioning-templates/fleet")).GetProperty("preProvisioningHook");
        Assert.Equal("https://other.example/", hook.GetProperty("targetArn").GetString());

        await api.Send("POST /provisioning-templates", TemplateBodies.Create("just-in-time", "type", "\"JITP\""));
        await api.Refuse("PATCH /provisioning-templates/just-in-time", """{"preProvisioningHook":{"targetArn":"https://a.example/"}}""");
        await api.Refuse("PATCH /provisioning-templates/fleet", """{"preProvisioningHook":{"targetArn":"https://a.example/"},"removePreProvisioningHook":true}""");
        await api.Send("PATCH /provisioning-templates/fleet", """{"removePreProvisioningHook":true}""");
        Assert.False((await api.Send("GET /provisioning-templates/fleet")).TryGetProperty("preProvisioningHook", out _));
    }

    [Fact]
    public async Task A_body_is_at_most_10240_characters()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fits", "templateBody", JsonSerializer.Serialize(TemplateBodies.Valid.PadRight(10_240))));
        var refusal = await api.Refuse(
            "POST /provisioning-templates",
            TemplateBodies.Create("fleet", "templateBody", JsonSerializer.Serialize(TemplateBodies.Valid.PadRight(10_241))));
        Assert.Contains("length less than or equal to 10240", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_has_at_most_256_templates()
    {
        await Task.WhenAll(Enumerable.Range(0, 256).Select(i => api.Send("POST /provisioning-templates", TemplateBodies.Create($"t{i}"))));
        Assert.Equal(AwsErrorCode.LimitExceeded, (await api.Refuse("POST /provisioning-templates", TemplateBodies.Create("one-more"))).Code);
        Assert.Equal(256, (await Names()).Count);
    }

    [Fact]
    public async Task An_update_changes_what_it_names()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet", "description", "\"first \U0001F600\""));
        api.Time.Now += TimeSpan.FromMinutes(1);
        await api.Send("PATCH /provisioning-templates/fleet", """{"enabled":true,"removePreProvisioningHook":true}""");
        var template = await api.Send("GET /provisioning-templates/fleet");
        Assert.True(template.GetProperty("enabled").GetBoolean());
        Assert.Equal("first \U0001F600", template.GetProperty("description").GetString());
        Assert.Equal(TemplateBodies.Role, template.GetProperty("provisioningRoleArn").GetString());
        Assert.Equal(1767355200.25m, template.GetProperty("creationDate").GetDecimal());
        Assert.Equal(1767355260.25m, template.GetProperty("lastModifiedDate").GetDecimal());

        await api.Send("PATCH /provisioning-templates/fleet", """{"description":"second","provisioningRoleArn":"arn:aws:iam::123456789012:role/path/other"}""");
        template = await api.Send("GET /provisioning-templates/fleet");
        Assert.True(template.GetProperty("enabled").GetBoolean());
        Assert.Equal("second", template.GetProperty("description").GetString());
        Assert.Equal("arn:aws:iam::123456789012:role/path/other", template.GetProperty("provisioningRoleArn").GetString());
    }

    [Fact]
    public async Task An_update_refuses_what_cannot_be()
    {
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("PATCH /provisioning-templates/fleet", "{}")).Code);
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("PATCH /provisioning-templates/fleet", """{"defaultVersionId":2}""")).Code);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("PATCH /provisioning-templates/fleet", """{"preProvisioningHook":{"targetArn":"x"}}""")).Code);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("PATCH /provisioning-templates/fleet", """{"provisioningRoleArn":"x"}""")).Code);
    }

    [Fact]
    public async Task A_template_with_several_versions_is_deleted_at_once()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        await api.Send("POST /provisioning-templates/fleet/versions", TemplateBodies.Version());
        await api.Send("DELETE /provisioning-templates/fleet");
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /provisioning-templates/fleet")).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("DELETE /provisioning-templates/fleet")).Code);

        // The name is free again, and its versions start anew.
        Assert.Equal(1, (await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"))).GetProperty("defaultVersionId").GetInt32());
    }

    [Fact]
    public async Task Lists_all_templates_in_pages()
    {
        foreach (var name in new[] { "b", "c", "a" })
        {
            await api.Send("POST /provisioning-templates", TemplateBodies.Create(name));
        }

        Assert.Equal(["a", "b", "c"], (await Names("?maxResults=2")).Order());
        var item = (await api.Send("GET /provisioning-templates")).GetProperty("templates")[0];
        Assert.Equal("FLEET_PROVISIONING", item.GetProperty("type").GetString());
        Assert.False(item.GetProperty("enabled").GetBoolean());
        Assert.Equal(1767355200.25m, item.GetProperty("lastModifiedDate").GetDecimal());
        Assert.StartsWith("arn:aws:iot:us-east-1:123456789012:provisioningtemplate/", item.GetProperty("templateArn").GetString(), StringComparison.Ordinal);
    }

    Task<List<string>> Names(string query = "") => api.ListAll($"GET /provisioning-templates{query}", "templates", "templateName");
}
