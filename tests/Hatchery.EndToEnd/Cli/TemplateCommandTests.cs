using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Seed;
using Hatchery.EndToEnd.Gateway;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.Cli.Tests;

/// <summary>An operator sets a template's key type and validity, and a device with a small buffer gets a certificate by them.</summary>
public sealed class TemplateCommandTests(SeedFixture fixture)
{
    const string Claim = """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"iot:Connect","Resource":"*"},
          {"Effect":"Allow","Action":"iot:Publish","Resource":["*:topic/$aws/certificates/*","*:topic/$aws/provisioning-templates/NAME/provision/*"]}]}
        """;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_settings_decide_the_next_certificate_and_a_P256_answer_fits_2048_bytes()
    {
        // 1. A template, and a claim that may use it and no other.
        var server = fixture.Server;
        using var api = new AwsApiClient(ApiTarget.Of(server.Info), TimeProvider.System);
        await AddTemplateAsync(api, "small_fleet");
        var claim = await AddClaimAsync(api, "small_fleet");

        // 2. The operator's one line.
        var terminal = new TestTerminal();
        Assert.Equal(0, await terminal.RunAsync("template", "small_fleet", "--key-type", "EC_P256", "--validity", "90", "--data", server.Folder));
        Assert.Contains("Key type      EC_P256", terminal.Out);
        Assert.Contains("valid for 90 days", terminal.Out);
        Assert.Contains("role-without-policy at provisioningRoleArn", terminal.Out);

        // 3. The whole packet that a device reads, byte by byte.
        await using var device = await RawDevice.ConnectAsync(server, claim, level: 4, "small");
        await device.PublishLightlyAsync("$aws/certificates/create/json", "{}");
        var packet = await device.ReceiveAsync();
        Assert.Equal("$aws/certificates/create/json/accepted", packet.Topic);
        var bytes = packet.Body.Length + 1 + (packet.Body.Length < 128 ? 1 : 2);
        TestContext.Current.SendDiagnosticMessage($"a P-256 answer has {bytes} bytes");
        Assert.InRange(bytes, 1_000, 2_048);

        // 4. It is what was asked for.
        using var json = JsonDocument.Parse(packet.PayloadOf(4));
        using var certificate = X509Certificate2.CreateFromPem(json.RootElement.GetProperty("certificatePem").GetString(), json.RootElement.GetProperty("privateKey").GetString());
        Assert.Equal(256, certificate.GetECDsaPrivateKey()!.KeySize);
        Assert.InRange(certificate.NotAfter.ToUniversalTime() - DateTime.UtcNow, TimeSpan.FromDays(89.9), TimeSpan.FromDays(90));

        // 5. One option leaves the other as it is; the same connection's next certificate follows.
        Assert.Equal(0, await new TestTerminal().RunAsync("template", "small_fleet", "--key-type", "EC_P384", "--data", server.Folder));
        await device.PublishLightlyAsync("$aws/certificates/create/json", "");
        using var next = JsonDocument.Parse((await device.ReceiveAsync()).PayloadOf(4));
        using var larger = X509Certificate2.CreateFromPem(next.RootElement.GetProperty("certificatePem").GetString());
        Assert.Equal(384, larger.GetECDsaPublicKey()!.KeySize);
        Assert.InRange(larger.NotAfter.ToUniversalTime() - DateTime.UtcNow, TimeSpan.FromDays(89.9), TimeSpan.FromDays(90));
    }

    [Fact]
    public async Task A_trusted_users_certificate_names_its_template()
    {
        var server = fixture.Server;
        using var api = new AwsApiClient(ApiTarget.Of(server.Info), TimeProvider.System);
        await AddTemplateAsync(api, "trusted_fleet");
        Assert.Equal(0, await new TestTerminal().RunAsync("template", "trusted_fleet", "--key-type", "EC_P256", "--data", server.Folder));
        var made = await api.IotAsync(HttpMethod.Post, "/provisioning-templates/trusted_fleet/provisioning-claim", body: null, Ct);

        await using var device = await RawDevice.ConnectAsync(server, Certificate(made), level: 4, "trusted");
        await device.PublishLightlyAsync("$aws/certificates/create/json", "{}");
        using var json = JsonDocument.Parse((await device.ReceiveAsync()).PayloadOf(4));

        Assert.StartsWith("-----BEGIN EC PRIVATE KEY-----", json.RootElement.GetProperty("privateKey").GetString());
    }

    [Fact]
    public async Task As_JSON_it_is_AWSs_description_with_the_settings()
    {
        using var api = new AwsApiClient(ApiTarget.Of(fixture.Server.Info), TimeProvider.System);
        await AddTemplateAsync(api, "shown_fleet");
        var variables = new TestTerminal(
            ("AWS_ENDPOINT_URL", fixture.Server.Info.ApiUrl), ("AWS_ACCESS_KEY_ID", ServerKey.Of(fixture.Server.Info).Id),
            ("AWS_SECRET_ACCESS_KEY", ServerKey.Of(fixture.Server.Info).Secret.Reveal()), ("AWS_REGION", fixture.Server.Info.Region));

        Assert.Equal(0, await variables.RunAsync("template", "shown_fleet", "--json"));

        var line = JsonNode.Parse(variables.Out.TrimEnd())!;
        Assert.Equal(("shown_fleet", "RSA_2048"), (line["templateName"]!.GetValue<string>(), line["settings"]!["keyType"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(2, "must be one of RSA_2048, EC_P256, EC_P384, not 'ec_p256'", "template", "t", "--key-type", "ec_p256")]
    [InlineData(2, "must be a number of days, or 'default', not '0'", "template", "t", "--validity", "0")]
    [InlineData(1, "ResourceNotFoundException: Template no_such not found", "template", "no_such")]
    [InlineData(2, "Required argument 'NAME' missing", "template")]
    public async Task What_cannot_be_done_is_said_in_one_line(int exitCode, string message, params string[] args)
    {
        var terminal = new TestTerminal(("HATCHERY_DATA", fixture.Server.Folder));
        using var api = new AwsApiClient(ApiTarget.Of(fixture.Server.Info), TimeProvider.System);
        await AddTemplateAsync(api, "t");

        Assert.Equal(exitCode, await terminal.RunAsync(args));

        Assert.Contains(message, terminal.Error);
        Assert.Equal(1, terminal.Error.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Without_a_server_the_cure_is_named()
    {
        var terminal = new TestTerminal();
        Assert.Equal(1, await terminal.RunAsync("template", "t", "--data", "/nowhere"));
        Assert.Contains("no server on /nowhere (name its folder with --data, or set the variables of 'hatchery env')", terminal.Error);

        var elsewhere = new TestTerminal(("AWS_ENDPOINT_URL", "http://127.0.0.1:1"), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"));
        Assert.Equal(1, await elsewhere.RunAsync("template", "t"));
        Assert.Contains("the API at http://127.0.0.1:1 can't be asked", elsewhere.Error);
    }

    static async Task AddTemplateAsync(AwsApiClient api, string name)
    {
        const string Body = """
            {"Parameters":{"SerialNumber":{"Type":"String"}},"Resources":{
              "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Ref":"SerialNumber"}}},
              "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}}}
            """;
        try
        {
            await api.IamAsync("CreateRole", new Dictionary<string, string> { ["RoleName"] = "provisioning", ["AssumeRolePolicyDocument"] = SeedDocuments.RoleTrust }, Ct);
        }
        catch (AwsApiException e) when (e.Code == "EntityAlreadyExists")
        {
        }

        try
        {
            await api.IotAsync(HttpMethod.Post, "/provisioning-templates", new JsonObject
            {
                ["templateName"] = name,
                ["templateBody"] = Body,
                ["enabled"] = true,
                ["provisioningRoleArn"] = "arn:aws:iam::000000000000:role/provisioning",
            }, Ct);
        }
        catch (AwsApiException e) when (e.Code == "ResourceAlreadyExistsException")
        {
        }
    }

    static async Task<TestCertificate> AddClaimAsync(AwsApiClient api, string template)
    {
        var made = await api.IotAsync(HttpMethod.Post, "/keys-and-certificate?setAsActive=true", body: null, Ct);
        await api.IotAsync(HttpMethod.Post, $"/policies/claim_{template}", new JsonObject { ["policyDocument"] = Claim.Replace("NAME", template, StringComparison.Ordinal) }, Ct);
        await api.IotAsync(HttpMethod.Put, $"/target-policies/claim_{template}", new JsonObject { ["target"] = made["certificateArn"]!.GetValue<string>() }, Ct);
        return Certificate(made);
    }

    static TestCertificate Certificate(JsonObject made)
    {
        var certificate = X509Certificate2.CreateFromPem(made["certificatePem"]!.GetValue<string>(), made["keyPair"]!["PrivateKey"]!.GetValue<string>());
        return new TestCertificate(made["certificateId"]!.GetValue<string>(), $"{made["certificateArn"]}", certificate, "", "");
    }
}
