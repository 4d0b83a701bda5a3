using System.Text.Json.Nodes;
using Hatchery.Server.Tests.Api.CaCertificates;
using Hatchery.Server.Tests.Api.Certificates;
using Hatchery.Server.Tests.Api.Templates;
using Hatchery.Server.Tests.Provisioning.Bulk;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>Makes nouns over the API, under names of their own, for operations that change or delete one.</summary>
sealed class NounMaker(ApiServer api) : IDisposable
{
    readonly List<TestCa> authorities = [];
    int names;

    /// <summary>The CA that was made last.</summary>
    public TestCa LastAuthority => authorities[^1];

    /// <summary>A name that nothing has yet.</summary>
    public string Name() => $"fresh-{Interlocked.Increment(ref names)}";

    public async Task<string> Thing(JsonObject? body = null) => (await PostAsync($"/things/{Name()}", body))["thingName"]!;

    public async Task<string> ThingOf(string principal)
    {
        var thing = await Thing();
        await CallAsync("PUT", $"/things/{thing}/principals", null, ("x-amzn-principal", principal));
        return thing;
    }

    public async Task<string> ThingType(JsonObject? body = null) => (await PostAsync($"/thing-types/{Name()}", body))["thingTypeName"]!;

    public async Task<string> DeprecatedThingType()
    {
        var type = await ThingType();
        await PostAsync($"/thing-types/{type}/deprecate");
        return type;
    }

    public async Task<string> ThingGroup(JsonObject? body = null) => (await PostAsync($"/thing-groups/{Name()}", body))["thingGroupName"]!;

    public async Task<string> BillingGroup(JsonObject? body = null) => (await PostAsync($"/billing-groups/{Name()}", body))["billingGroupName"]!;

    public async Task<string> PolicyOf(int versions)
    {
        var policy = (await PostAsync($"/policies/{Name()}", new() { ["policyDocument"] = ConformanceServer.Policy }))["policyName"]!;
        for (var version = 2; version <= versions; version++)
        {
            await PostAsync($"/policies/{policy}/version", new() { ["policyDocument"] = ConformanceServer.Policy });
        }

        return policy;
    }

    public async Task<string> Template(int versions, string type = "FLEET_PROVISIONING")
    {
        // A hook is of no use to JITP, and refused.
        var template = (await PostAsync("/provisioning-templates", new()
        {
            ["preProvisioningHook"] = type == "JITP" ? null : SampleRequests.Hook(),
            ["templateName"] = Name(),
            ["description"] = "sample",
            ["enabled"] = true,
            ["type"] = type,
            ["templateBody"] = TemplateBodies.Valid,
            ["provisioningRoleArn"] = TemplateBodies.ServerRole,
        }))["templateName"]!;
        for (var version = 2; version <= versions; version++)
        {
            await PostAsync($"/provisioning-templates/{template}/versions", new() { ["templateBody"] = TemplateBodies.Valid });
        }

        return template;
    }

    public Task<Answer> Certificate(string status = "INACTIVE") =>
        PostAsync("/certificate/register-no-ca", new() { ["certificatePem"] = CertificatesApiTests.NewCertificatePem(), ["status"] = status });

    /// <summary>A CA that isn't registered.</summary>
    public string UnregisteredAuthority()
    {
        authorities.Add(new TestCa(Name()));
        return LastAuthority.Pem;
    }

    /// <summary>Proves that who registers the last CA has its key.</summary>
    public async Task<string> Proof() => LastAuthority.IssuePem($"CN={(await CallAsync("GET", "/registrationcode"))["registrationCode"]}");

    public async Task<string> Authority(string query = "") =>
        (await PostAsync($"/cacertificate{query}", new() { ["caCertificate"] = UnregisteredAuthority(), ["certificateMode"] = "SNI_ONLY" }))["certificateId"]!;

    public async Task<string> RegistrationTask() => (await PostAsync("/thing-registration-tasks", new()
    {
        ["templateBody"] = BulkServer.Template,
        ["inputFileBucket"] = "bucket",
        ["inputFileKey"] = "devices.json",
        ["roleArn"] = TemplateBodies.ServerRole,
    }))["taskId"]!;

    public async Task<string> RoleAlias() => (await PostAsync($"/role-aliases/{Name()}", new() { ["roleArn"] = TemplateBodies.ServerRole }))["roleAlias"]!;

    public Task<Answer> PostAsync(string target, JsonObject? body = null) => CallAsync("POST", target, body);

    public async Task<Answer> CallAsync(string method, string target, JsonObject? body = null, params (string, string)[] headers)
    {
        var answer = await api.SendAsync(method, target, body?.ToJsonString() ?? "", headers: headers);
        Assert.True(answer.Status == 200, $"{method} {target}: {answer.Status} {answer.ErrorType} {answer.Body}");
        return answer;
    }

    public void Dispose() => authorities.ForEach(authority => authority.Dispose());
}
