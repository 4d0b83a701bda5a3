using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Tests.Api.Hatchery;

public sealed class DryRunTests(ApiServer api) : IClassFixture<ApiServer>, IAsyncLifetime
{
    const string Body = """
        {"Parameters":{"Serial":{"Type":"String"},"Place":{"Type":"String","Default":"here"}},"Resources":{
          "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Fn::Join":["",["s_",{"Ref":"Serial"}]]},"AttributePayload":{"place":{"Ref":"Place"}},"ThingGroups":["sensors"]},"OverrideSettings":{"AttributePayload":"REPLACE"}},
          "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"},"Status":"Active"}},
          "policy":{"Type":"AWS::IoT::Policy","Properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"iot:Connect","Resource":"arn:aws:iot:us-east-1:000000000000:client/${iot:Connection.Thing.ThingName}"},
            {"Effect":"Allow","Action":"iot:Publish","Resource":"arn:aws:iot:us-east-1:000000000000:topic/${iot:Connection.Thing.ThingName}/${iot:Certificate.Subject.CommonName}"}]}}}},
         "DeviceConfiguration":{"heartbeat":"60"}}
        """;

    public async ValueTask InitializeAsync()
    {
        await api.SendAsync("POST", "/thing-groups/sensors", "{}");
        await api.SendAsync("POST", "/provisioning-templates", JsonSerializer.Serialize(new { templateName = "fleet", templateBody = Body, provisioningRoleArn = "arn:aws:iam::000000000000:role/provisioning", enabled = true }));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_plan_the_documents_and_the_answer_are_shown_and_nothing_is_written()
    {
        var before = await CountAsync();

        var run = await RunAsync(new { templateName = "fleet", parameters = new { Serial = "1" } });

        Assert.True(run.GetProperty("accepted").GetBoolean());
        var plan = run.GetProperty("plan").EnumerateArray().Select(step => step.GetString()!).ToList();
        Assert.Equal("create thing s_1 with place=here", plan[0]);
        Assert.Contains("add thing s_1 to group sensors", plan);
        Assert.Contains("set certificate (the device's) ACTIVE", plan);
        Assert.Equal(JsonValueKind.Undefined, Member(run.GetProperty("thing"), "before").ValueKind);
        Assert.Equal("here", run.GetProperty("thing").GetProperty("after").GetProperty("attributes").GetProperty("place").GetString());
        Assert.Equal("sensors", run.GetProperty("thing").GetProperty("thingGroups")[0].GetString());
        Assert.Equal(("PENDING_ACTIVATION", "ACTIVE"), (run.GetProperty("certificate").GetProperty("before").GetString(), run.GetProperty("certificate").GetProperty("after").GetString()));
        Assert.StartsWith("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Connect",""", run.GetProperty("policies")[0].GetProperty("policyDocument").GetString());
        var reply = run.GetProperty("reply");
        Assert.Equal("""{"deviceConfiguration":{"heartbeat":"60"},"thingName":"s_1"}""", reply.GetProperty("payload").GetString());
        Assert.Equal(reply.GetProperty("payload").GetString()!.Length, reply.GetProperty("jsonBytes").GetInt32());
        Assert.InRange(reply.GetProperty("cborBytes").GetInt32(), 40, reply.GetProperty("jsonBytes").GetInt32());
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task What_the_device_may_do_afterwards_is_judged_by_the_real_engine()
    {
        var run = await RunAsync(new { templateName = "fleet", parameters = new { Serial = "2" } });

        var afterwards = run.GetProperty("afterwards");
        Assert.Equal("s_2", afterwards.GetProperty("clientId").GetString());
        Assert.True(afterwards.GetProperty("clientIdMustBeThingName").GetBoolean());
        Assert.Equal(["ALLOWED", "IMPLICIT_DENY", "IMPLICIT_DENY", "IMPLICIT_DENY", "IMPLICIT_DENY"], afterwards.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("decision").GetString()));
        var rights = afterwards.GetProperty("rights").EnumerateArray().ToList();
        Assert.Equal("client/s_2", rights[0].GetProperty("resource").GetString());
        Assert.Contains("CommonName", rights[1].GetProperty("whyNot").GetString());
        Assert.Contains(run.GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("client id s_2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_CSR_gives_the_certificate_that_would_be_made_of_it()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest("CN=board-7", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();

        var run = await RunAsync(new { templateName = "fleet", parameters = new { Serial = "3" }, certificateSigningRequest = csr });

        Assert.Equal("topic/s_3/board-7", run.GetProperty("afterwards").GetProperty("rights")[1].GetProperty("resource").GetString());
        Assert.InRange(run.GetProperty("createReply").GetProperty("jsonBytes").GetInt32(), 900, 2_048);
        Assert.Contains("BEGIN CERTIFICATE", run.GetProperty("createReply").GetProperty("payload").GetString());
    }

    [Fact]
    public async Task An_existing_thing_is_shown_before_and_after()
    {
        await api.SendAsync("POST", "/things/s_4", """{"attributePayload":{"attributes":{"place":"there","old":"1"}}}""");

        var thing = (await RunAsync(new { templateName = "fleet", parameters = new { Serial = "4" } })).GetProperty("thing");

        Assert.Equal("there", thing.GetProperty("before").GetProperty("attributes").GetProperty("place").GetString());
        Assert.Equal("""{"place":"here"}""", thing.GetProperty("after").GetProperty("attributes").GetRawText());
    }

    [Theory]
    [InlineData("""{"templateName":"fleet","parameters":{"serial":"1"}}""", """{"statusCode":400,"errorCode":"InvalidParameters","errorMessage":"Cannot resolve reference value: Serial. The device sent 'serial'; names are case-sensitive. [parameter-misspelled]"}""")]
    [InlineData("""{"templateName":"fleeet"}""", """{"statusCode":404,"errorCode":"ResourceNotFound","errorMessage":"Template fleeet does not exist. Did you mean 'fleet'? [template-unknown]"}""")]
    [InlineData("""{"templateName":"fleet","parameters":{"Serial":1}}""", "InvalidPayload")]
    [InlineData("""{"templateName":"fleet","parameters":{"Serial":"1"},"certificateSigningRequest":"x"}""", "InvalidCsr")]
    public async Task A_rejection_is_what_the_device_would_get(string body, string payload)
    {
        var run = (await api.SendAsync("POST", "/hatchery/v1/dry-run", body)).Json;

        Assert.False(run.GetProperty("accepted").GetBoolean());
        Assert.EndsWith("/rejected", run.GetProperty("rejected").GetProperty("topic").GetString());
        Assert.Contains(payload, run.GetProperty("rejected").GetProperty("payload").GetString());
    }

    [Fact]
    public async Task A_certificate_that_exists_must_be_pending()
    {
        var active = (await api.SendAsync("POST", "/keys-and-certificate?setAsActive=true"))["certificateId"];

        Assert.Contains("no longer PENDING_ACTIVATION", (await RunAsync(new { templateName = "fleet", parameters = new { Serial = "5" }, certificateId = active })).GetProperty("rejected").GetProperty("payload").GetString());
        (await api.SendAsync("POST", "/hatchery/v1/dry-run", $$"""{"templateName":"fleet","certificateId":"{{new string('0', 64)}}"}""")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("POST", "/hatchery/v1/dry-run", """{"templateName":"a/b"}""")).Refused(AwsErrorCode.InvalidRequest);
    }

    async Task<JsonElement> RunAsync(object request) => (await api.SendAsync("POST", "/hatchery/v1/dry-run", JsonSerializer.Serialize(request), "hatchery")).Json;

    static JsonElement Member(JsonElement element, string name) => element.TryGetProperty(name, out var member) ? member : default;

    async Task<(int, int, int)> CountAsync() => await api.Registry.ReadAsync(tx => (
        tx.Things.List(new ThingFilter(), new PageRequest(250)).Items.Count,
        tx.Policies.List(new PageRequest(250)).Items.Count,
        tx.Certificates.List(new PageRequest(250)).Items.Count));
}
