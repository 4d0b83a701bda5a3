using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Seed;
using Hatchery.Cli.Tests;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Guards;

/// <summary>A claim and a template of a test's own, and simulated devices that come with it.</summary>
sealed class GuardedClaim(HatcheryServer server, AwsApiClient api, string template, string id, DeviceCredentials credentials) : IDisposable
{
    const string ClaimPolicy = """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"iot:Connect","Resource":"*"},
          {"Effect":"Allow","Action":["iot:Publish","iot:Receive"],"Resource":["*:topic/$aws/certificates/*","*:topic/$aws/provisioning-templates/NAME/provision/*"]},
          {"Effect":"Allow","Action":"iot:Subscribe","Resource":["*:topicfilter/$aws/certificates/*","*:topicfilter/$aws/provisioning-templates/NAME/provision/*"]}]}
        """;

    const string FleetPolicy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""";

    const string Body = """
        {"Parameters":{"SerialNumber":{"Type":"String"}},"Resources":{
          "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Fn::Join":["",["NAME-",{"Ref":"SerialNumber"}]]}}},
          "policy":{"Type":"AWS::IoT::Policy","Properties":{"PolicyName":"fleet_NAME"}},
          "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"},"Status":"Active"}}}}
        """;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string Id => id;

    public string Template => template;

    public static async Task<GuardedClaim> MakeAsync(HatcheryServer server, string template)
    {
        var api = new AwsApiClient(ApiTarget.Of(server.Info), TimeProvider.System);
        await api.IamAsync("CreateRole", new Dictionary<string, string> { ["RoleName"] = $"role_{template}", ["AssumeRolePolicyDocument"] = SeedDocuments.RoleTrust }, Ct);
        await api.IotAsync(HttpMethod.Post, $"/policies/fleet_{template}", new JsonObject { ["policyDocument"] = FleetPolicy }, Ct);
        await api.IotAsync(HttpMethod.Post, "/provisioning-templates", new JsonObject
        {
            ["templateName"] = template,
            ["templateBody"] = Body.Replace("NAME", template, StringComparison.Ordinal),
            ["enabled"] = true,
            ["provisioningRoleArn"] = $"arn:aws:iam::{server.Info.Account}:role/role_{template}",
        }, Ct);
        await api.HatcheryAsync(HttpMethod.Put, $"provisioning-templates/{template}/settings", new JsonObject { ["keyType"] = "EC_P256" }, Ct);
        var made = await api.IotAsync(HttpMethod.Post, "/keys-and-certificate?setAsActive=true", body: null, Ct);
        var policy = new JsonObject { ["policyDocument"] = ClaimPolicy.Replace("NAME", template, StringComparison.Ordinal) };
        await api.IotAsync(HttpMethod.Post, $"/policies/claim_{template}", policy, Ct);
        await api.IotAsync(HttpMethod.Put, $"/target-policies/claim_{template}", new JsonObject { ["target"] = $"{made["certificateArn"]}" }, Ct);
        return new GuardedClaim(server, api, template, $"{made["certificateId"]}", new DeviceCredentials($"{made["certificatePem"]}", $"{made["keyPair"]!["PrivateKey"]}"));
    }

    /// <summary>The operator's command line; gives what it prints.</summary>
    public async Task<string> RunAsync(params string[] args)
    {
        var terminal = new TestTerminal();
        var exitCode = await terminal.RunAsync([.. args, "--data", server.Folder]);
        Assert.True(exitCode == 0, $"{string.Join(' ', args)}: {terminal.Error}");
        return terminal.Out;
    }

    public Task<JsonObject> AskAsync(HttpMethod method, string path, JsonObject? body = null) => api.HatcheryAsync(method, path, body, Ct);

    public Task<JsonObject> AskIotAsync(string path) => AskIotAsync(HttpMethod.Get, path);

    public Task<JsonObject> AskIotAsync(HttpMethod method, string path, JsonObject? body = null) => api.IotAsync(method, path, body, Ct);

    public Task<ProvisionedDevice> ProvisionAsync(string serial) => new FleetProvisioningClient(new FleetProvisioningOptions
    {
        Endpoint = Devices.Endpoint(server),
        Claim = credentials,
        ClientId = $"{template}-{Guid.NewGuid():N}",
        TemplateName = template,
        Parameters = new Dictionary<string, string> { ["SerialNumber"] = serial },
        AttemptsMax = 1,
    }).ProvisionAsync(ct: Ct);

    public Task<ProvisioningRejectedException> RefusedAsync(string serial) => Assert.ThrowsAsync<ProvisioningRejectedException>(() => ProvisionAsync(serial));

    public Task<DeviceConnection> ConnectAsync(ProvisionedDevice device) =>
        DeviceConnection.ConnectAsync(Devices.Endpoint(server), device.Credentials, device.ThingName!, ct: Ct);

    public async Task<string> StatusOfAsync(string certificate) => $"{(await AskIotAsync($"/certificates/{certificate}"))["certificateDescription"]!["status"]}";

    public void Dispose() => api.Dispose();
}
