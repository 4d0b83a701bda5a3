using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Templates;

public sealed class TemplateVersionTests : IAsyncDisposable
{
    const string Other = """{"Resources":{"certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}},"Parameters":{"AWS::IoT::Certificate::Id":{"Type":"String"}}}""";

    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_new_version_is_the_default_only_when_told()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        var second = await api.Send("POST /provisioning-templates/fleet/versions", TemplateBodies.Version(Other));
        Assert.Equal(2, second.GetProperty("versionId").GetInt32());
        Assert.False(second.GetProperty("isDefaultVersion").GetBoolean());
        Assert.Equal("fleet", second.GetProperty("templateName").GetString());
        Assert.Equal("arn:aws:iot:us-east-1:123456789012:provisioningtemplate/fleet", second.GetProperty("templateArn").GetString());
        Assert.Equal(TemplateBodies.Valid, (await api.Send("GET /provisioning-templates/fleet")).GetProperty("templateBody").GetString());

        var third = await api.Send("POST /provisioning-templates/fleet/versions?setAsDefault=true", TemplateBodies.Version(Other));
        Assert.True(third.GetProperty("isDefaultVersion").GetBoolean());
        var template = await api.Send("GET /provisioning-templates/fleet");
        Assert.Equal(3, template.GetProperty("defaultVersionId").GetInt32());
        Assert.Equal(Other, template.GetProperty("templateBody").GetString());
    }

    [Fact]
    public async Task The_default_moves_by_an_update()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        await api.Send("POST /provisioning-templates/fleet/versions", TemplateBodies.Version(Other));
        await api.Send("PATCH /provisioning-templates/fleet", """{"defaultVersionId":2}""");
        Assert.Equal(Other, (await api.Send("GET /provisioning-templates/fleet")).GetProperty("templateBody").GetString());
        Assert.False((await api.Send("GET /provisioning-templates/fleet/versions/1")).GetProperty("isDefaultVersion").GetBoolean());
        Assert.True((await api.Send("GET /provisioning-templates/fleet/versions/2")).GetProperty("isDefaultVersion").GetBoolean());
    }

    [Fact]
    public async Task A_template_has_at_most_5_versions_and_ids_are_not_given_twice()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        for (var i = 2; i <= 5; i++)
        {
            await api.Send("POST /provisioning-templates/fleet/versions", TemplateBodies.Version());
        }

        var refusal = await api.Refuse("POST /provisioning-templates/fleet/versions", TemplateBodies.Version());
        Assert.Equal(AwsErrorCode.VersionsLimitExceeded, refusal.Code);
        Assert.Equal("The template fleet already has the maximum number of versions (5)", refusal.Message);

        await api.Send("DELETE /provisioning-templates/fleet/versions/5");
        Assert.Equal(6, (await api.Send("POST /provisioning-templates/fleet/versions", TemplateBodies.Version())).GetProperty("versionId").GetInt32());
    }

    [Fact]
    public async Task The_default_version_is_not_deleted()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        Assert.Equal(AwsErrorCode.DeleteConflict, (await api.Refuse("DELETE /provisioning-templates/fleet/versions/1")).Code);
        await api.Send("POST /provisioning-templates/fleet/versions?setAsDefault=true", TemplateBodies.Version());
        await api.Send("DELETE /provisioning-templates/fleet/versions/1");
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /provisioning-templates/fleet/versions/1")).Code);
    }

    [Fact]
    public async Task A_version_is_described_with_its_body()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        var version = await api.Send("GET /provisioning-templates/fleet/versions/1");
        Assert.Equal(1, version.GetProperty("versionId").GetInt32());
        Assert.Equal(TemplateBodies.Valid, version.GetProperty("templateBody").GetString());
        Assert.Equal(1767355200.25m, version.GetProperty("creationDate").GetDecimal());
        Assert.True(version.GetProperty("isDefaultVersion").GetBoolean());
    }

    [Fact]
    public async Task Lists_all_versions_in_pages()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        await api.Send("POST /provisioning-templates/fleet/versions", TemplateBodies.Version());
        await api.Send("POST /provisioning-templates/fleet/versions", TemplateBodies.Version());
        var first = await api.Send("GET /provisioning-templates/fleet/versions?maxResults=2");
        var rest = await api.Send($"GET /provisioning-templates/fleet/versions?nextToken={Uri.EscapeDataString(first.GetProperty("nextToken").GetString()!)}");
        var all = first.GetProperty("versions").EnumerateArray().Concat(rest.GetProperty("versions").EnumerateArray()).ToList();
        Assert.Equal([1, 2, 3], all.Select(version => version.GetProperty("versionId").GetInt32()).Order());
        Assert.Equal(1, Assert.Single(all, version => version.GetProperty("isDefaultVersion").GetBoolean()).GetProperty("versionId").GetInt32());
        Assert.False(rest.TryGetProperty("nextToken", out _));
    }

    [Fact]
    public async Task Missing_templates_and_versions_are_not_found()
    {
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /provisioning-templates/fleet/versions")).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("POST /provisioning-templates/fleet/versions", TemplateBodies.Version())).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("DELETE /provisioning-templates/fleet/versions/1")).Code);
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /provisioning-templates/fleet/versions/2")).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("DELETE /provisioning-templates/fleet/versions/2")).Code);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("GET /provisioning-templates/fleet/versions/one")).Code);
        Assert.Contains("The template body is invalid", (await api.Refuse("POST /provisioning-templates/fleet/versions", TemplateBodies.Version("[]"))).Message, StringComparison.Ordinal);
        Assert.Contains("'templateBody'", (await api.Refuse("POST /provisioning-templates/fleet/versions")).Message, StringComparison.Ordinal);
    }
}
