using System.Text.Json;
using Hatchery.Core;
using Hatchery.Server.Tests.Api.Templates;

namespace Hatchery.Server.Tests.Api.Hatchery.Templates;

/// <summary>Over a real socket: the header of AWS's answers is part of it.</summary>
public sealed class TemplateWarningsTests(ApiServer api) : IClassFixture<ApiServer>
{
    const string Body = """
        {"Resources":{
          "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Ref":"Serial"},"ThingGroups":["warned"]}},
          "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}}}
        """;

    const string Role = "arn:aws:iam::000000000000:role/provisioning";

    [Fact]
    public async Task They_come_with_the_creation_and_go_when_their_cause_goes()
    {
        var created = await api.SendAsync("POST", "/provisioning-templates", Create("warned"));
        Assert.Equal(200, created.Status);
        Assert.Equal("4; missing-group, role-without-policy, template-disabled, undeclared-parameter", created.Warnings);

        await api.QueryAsync("iam", "Action=DeleteRole&RoleName=provisioning");
        Assert.Equal(["template-disabled", "role-not-found", "missing-group", "undeclared-parameter"], await IdsAsync("warned"));

        await api.SendAsync("POST", "/thing-groups/warned");
        await api.SendAsync("PATCH", "/provisioning-templates/warned", """{"enabled":true}""");
        await api.QueryAsync("iam", "Action=CreateRole&RoleName=provisioning&AssumeRolePolicyDocument=" + Uri.EscapeDataString("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"iot.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""));
        Assert.Equal(["role-without-policy", "undeclared-parameter"], await IdsAsync("warned"));

        await api.QueryAsync("iam", "Action=AttachRolePolicy&RoleName=provisioning&PolicyArn=" + Uri.EscapeDataString("arn:aws:iam::aws:policy/service-role/AWSIoTThingsRegistration"));
        Assert.Equal(["undeclared-parameter"], await IdsAsync("warned"));
    }

    [Fact]
    public async Task A_versions_are_its_own()
    {
        await api.SendAsync("POST", "/provisioning-templates", Create("versions"));
        var version = await api.SendAsync("POST", "/provisioning-templates/versions/versions", TemplateBodies.Version());

        Assert.DoesNotContain("missing-group", version.Warnings, StringComparison.Ordinal);
        Assert.DoesNotContain("undeclared-parameter", await IdsAsync("versions", "?versionId=2"));
        Assert.Contains("undeclared-parameter", await IdsAsync("versions"));
        (await api.SendAsync("GET", "/hatchery/v1/provisioning-templates/versions/warnings?versionId=3")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("GET", "/hatchery/v1/provisioning-templates/versions/warnings?versionId=x")).Refused(AwsErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_claim_policy_that_allows_two_templates_of_different_settings_is_named()
    {
        foreach (var name in new[] { "east", "west" })
        {
            await api.SendAsync("POST", "/provisioning-templates", Create(name));
            await api.SendAsync("PATCH", $"/provisioning-templates/{name}", """{"enabled":true}""");
        }

        await api.SendAsync("POST", "/policies/both-coasts", AwsApiTests.PolicyBody("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Publish","Resource":"arn:aws:iot:us-east-1:000000000000:topic/$aws/provisioning-templates/we?t/provision/*"},{"Effect":"Allow","Action":"iot:Publish","Resource":"arn:aws:iot:us-east-1:000000000000:topic/$aws/provisioning-templates/east/provision/*"}]}"""));
        Assert.DoesNotContain("settings-ambiguous", await IdsAsync("east"));

        await api.SendAsync("PUT", "/hatchery/v1/provisioning-templates/east/settings", """{"keyType":"EC_P256"}""");

        foreach (var (name, other) in new[] { ("east", "west"), ("west", "east") })
        {
            var warning = (await WarningsAsync(name)).EnumerateArray().Single(warning => warning.GetProperty("id").GetString() == "settings-ambiguous");
            Assert.StartsWith($"The policy both-coasts allows this template and {other}", warning.GetProperty("message").GetString());
            Assert.NotNull(warning.GetProperty("fix").GetString());
        }
    }

    static string Create(string name) => JsonSerializer.Serialize(new { templateName = name, templateBody = Body, provisioningRoleArn = Role });

    async Task<JsonElement> WarningsAsync(string name, string query = "") =>
        (await api.SendAsync("GET", $"/hatchery/v1/provisioning-templates/{name}/warnings{query}")).Json.GetProperty("warnings");

    async Task<string?[]> IdsAsync(string name, string query = "") =>
        [.. (await WarningsAsync(name, query)).EnumerateArray().Select(warning => warning.GetProperty("id").GetString())];
}
