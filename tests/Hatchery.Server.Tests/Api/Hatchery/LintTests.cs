using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Hatchery;

public sealed class LintTests(ApiServer api) : IClassFixture<ApiServer>
{
    const string Foreign = """
        {
          "Version": "2012-10-17",
          "Statement": [{"Effect": "Allow", "Action": "iot:Connect",
            "Resource": "arn:aws:iot:eu-west-1:000000000000:client/a"}]
        }
        """;

    [Fact]
    public async Task A_document_is_judged_against_this_server()
    {
        var answer = await LintAsync(new { document = Foreign });

        Assert.Equal("policy", answer.GetProperty("kind").GetString());
        var finding = Assert.Single(answer.GetProperty("findings").EnumerateArray());
        Assert.Equal(("foreign-arn", "error", "$.Statement[0].Resource", 4, 5), (
            finding.GetProperty("rule").GetString(),
            finding.GetProperty("severity").GetString(),
            finding.GetProperty("path").GetString(),
            finding.GetProperty("line").GetInt32(),
            finding.GetProperty("column").GetInt32()));
        Assert.Contains("us-east-1", finding.GetProperty("fix").GetString());
    }

    [Fact]
    public async Task A_template_is_told_from_a_policy()
    {
        Assert.Equal("template", (await LintAsync(new { document = """{"Resources":{}}""" })).GetProperty("kind").GetString());
        Assert.Equal("policy", (await LintAsync(new { document = "{" })).GetProperty("kind").GetString());
        Assert.Equal("template", (await LintAsync(new { document = "{", kind = "template" })).GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("{}", "'document'")]
    [InlineData("""{"document":"{}","kind":"role"}""", "[policy, template]")]
    public async Task Bad_requests_are_refused(string body, string text) =>
        Assert.Contains(text, (await api.SendAsync("POST", "/hatchery/v1/lint", body)).Refused(AwsErrorCode.InvalidRequest));

    [Fact]
    public async Task Creating_a_policy_names_what_is_wrong_with_it_and_creates_it()
    {
        var created = await api.SendAsync("POST", "/policies/warned", JsonSerializer.Serialize(new { policyDocument = Foreign }));
        Assert.Equal((200, "1; foreign-arn"), (created.Status, created.Warnings));

        var version = await api.SendAsync("POST", "/policies/warned/version", JsonSerializer.Serialize(new { policyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""" }));
        Assert.Equal((200, "1; everything-allowed"), (version.Status, version.Warnings));

        var clean = await api.SendAsync("POST", "/policies/clean", JsonSerializer.Serialize(new { policyDocument = Foreign.Replace("eu-west-1", "us-east-1", StringComparison.Ordinal) }));
        Assert.Equal((200, null), (clean.Status, clean.Warnings));
    }

    [Fact]
    public async Task Everything_that_the_server_holds_is_judged_together()
    {
        const string claimPolicy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Connect","Resource":"*"},
            {"Effect":"Allow","Action":["iot:Publish","iot:Receive"],"Resource":["arn:aws:iot:us-east-1:000000000000:topic/$aws/certificates/create/*","arn:aws:iot:us-east-1:000000000000:topic/$aws/provisioning-templates/fleeet/provision/*"]},
            {"Effect":"Allow","Action":"iot:Subscribe","Resource":["arn:aws:iot:us-east-1:000000000000:topicfilter/$aws/certificates/create/*","arn:aws:iot:us-east-1:000000000000:topicfilter/$aws/provisioning-templates/fleeet/provision/*"]}]}
            """;
        await api.SendAsync("POST", "/policies/claim", JsonSerializer.Serialize(new { policyDocument = claimPolicy }));
        var certificate = (await api.SendAsync("POST", "/keys-and-certificate"))["certificateArn"]!;
        (await api.SendAsync("PUT", "/target-policies/claim", $$"""{"target":"{{certificate}}"}""")).Done();
        const string body = """{"Resources":{"t":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"one"}},"c":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}}}""";
        var template = await api.SendAsync("POST", "/provisioning-templates", JsonSerializer.Serialize(new { templateName = "fleet", templateBody = body, provisioningRoleArn = "arn:aws:iam::000000000000:role/provisioning", enabled = true }));
        Assert.Equal("2; role-without-policy, same-thing-for-all", template.Warnings);

        var answer = (await api.SendAsync("GET", "/hatchery/v1/lint", service: "hatchery")).Json;

        Assert.True(answer.GetProperty("complete").GetBoolean());
        Assert.Contains("unknown-template", Rules(answer, "policy", "claim"));
        Assert.Equal(["same-thing-for-all", "role-without-policy", "no-policy", "no-claim"], Rules(answer, "template", "fleet"));
        Assert.Equal(["claim-not-active", "claim-fits-no-template"], Rules(answer, "claim", certificate[^64..]));
    }

    async Task<JsonElement> LintAsync(object request) => (await api.SendAsync("POST", "/hatchery/v1/lint", JsonSerializer.Serialize(request), "hatchery")).Json;

    static IReadOnlyList<string?> Rules(JsonElement answer, string kind, string name) =>
        [.. answer.GetProperty("subjects").EnumerateArray()
            .Single(subject => subject.GetProperty("kind").GetString() == kind && subject.GetProperty("name").GetString() == name)
            .GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("rule").GetString())];
}
