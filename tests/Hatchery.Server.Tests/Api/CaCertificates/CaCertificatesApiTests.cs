using System.Text.Json;
using Hatchery.Core;
using Hatchery.Server.Tests.Api.Templates;

namespace Hatchery.Server.Tests.Api.CaCertificates;

public sealed class CaCertificatesApiTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_CA_is_registered_by_proof_described_updated_and_deleted()
    {
        using var ca = new TestCa($"ca {Guid.NewGuid()}");
        var registered = await RegisterAsync(ca, await ProofAsync(ca), "?setAsActive=true");
        var id = registered["certificateId"]!;
        Assert.Equal($"arn:aws:iot:us-east-1:000000000000:cacert/{id}", registered["certificateArn"]);

        var described = (await DescribeAsync(id)).GetProperty("certificateDescription");
        Assert.Equal(("ACTIVE", "DISABLE", "DEFAULT"), (Text(described, "status"), Text(described, "autoRegistrationStatus"), Text(described, "certificateMode")));
        Assert.Equal(ca.Pem, Text(described, "certificatePem"));

        (await RegisterAsync(ca, await ProofAsync(ca))).Refused(AwsErrorCode.ResourceAlreadyExists);
        (await api.SendAsync("DELETE", $"/cacertificate/{id}")).Refused(AwsErrorCode.CertificateState);
        (await api.SendAsync("PUT", $"/cacertificate/{id}?newStatus=INACTIVE&newAutoRegistrationStatus=ENABLE")).Done();
        described = (await DescribeAsync(id)).GetProperty("certificateDescription");
        Assert.Equal(("INACTIVE", "ENABLE"), (Text(described, "status"), Text(described, "autoRegistrationStatus")));
        Assert.Contains(id, (await api.SendAsync("GET", "/cacertificates?pageSize=250")).Body, StringComparison.Ordinal);
        (await api.SendAsync("DELETE", $"/cacertificate/{id}")).Done();
        (await api.SendAsync("GET", $"/cacertificate/{id}")).Refused(AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task What_proves_nothing_or_is_no_CA_is_refused()
    {
        var before = (await api.SendAsync("GET", "/cacertificates?pageSize=250")).Body;
        using var ca = new TestCa("proven");
        using var other = new TestCa("other");
        using var leaf = new TestCa("leaf", isCa: false);
        using var expired = new TestCa("expired", validDays: -2);
        await RefusesAsync(ca, ca.IssuePem("CN=wrong"), AwsErrorCode.RegistrationCodeValidation, "The common name of the verification certificate is not the account's registration code");
        await RefusesAsync(ca, await ProofAsync(other), AwsErrorCode.RegistrationCodeValidation, "The verification certificate is not signed by the CA's key");
        await RefusesAsync(leaf, await ProofAsync(leaf), AwsErrorCode.CertificateValidation, "basicConstraints must say CA:TRUE");
        await RefusesAsync(expired, await ProofAsync(expired), AwsErrorCode.CertificateValidation, "The CA certificate expired at");
        await RefusesAsync(ca, "garbage", AwsErrorCode.CertificateValidation, "not a PEM");
        await RefusesAsync(ca, null, AwsErrorCode.InvalidRequest, "verificationCertificate is required");
        Assert.Equal(before, (await api.SendAsync("GET", "/cacertificates?pageSize=250")).Body);
    }

    [Fact]
    public async Task Ten_CAs_may_share_a_subject_and_no_more()
    {
        var name = $"shared {Guid.NewGuid()}";
        for (var i = 0; i < Limits.CaCertificatesPerSubjectMax; i++)
        {
            using var ca = new TestCa(name);
            Assert.Equal(200, (await RegisterAsync(ca, null, mode: "SNI_ONLY")).Status);
        }

        using var eleventh = new TestCa(name);
        using var elsewhere = new TestCa(name + "'s neighbour");
        Assert.Contains("with this subject (10)", (await RegisterAsync(eleventh, null, mode: "SNI_ONLY")).Refused(AwsErrorCode.LimitExceeded), StringComparison.Ordinal);
        Assert.Equal(200, (await RegisterAsync(elsewhere, null, mode: "SNI_ONLY")).Status);
    }

    [Fact]
    public async Task Which_of_two_CAs_of_one_subject_and_key_signed_a_certificate_has_to_be_said()
    {
        var name = $"renewed {Guid.NewGuid()}";
        using var old = new TestCa(name);
        using var renewed = new TestCa(name, validDays: 11, sharedKey: old);
        using var stranger = new TestCa(name);
        await RegisterAsync(old, null, "?setAsActive=true", "SNI_ONLY");
        var id = (await RegisterAsync(renewed, null, "?setAsActive=true", "SNI_ONLY"))["certificateId"]!;
        await RegisterAsync(stranger, null, "?setAsActive=true", "SNI_ONLY");
        var pem = old.IssuePem("CN=device");

        Assert.Contains("caCertificatePem", (await RegisterDeviceAsync(pem)).Refused(AwsErrorCode.CertificateConflict), StringComparison.Ordinal);
        Assert.Contains("not signed by the CA", (await RegisterDeviceAsync(pem, stranger.Pem)).Refused(AwsErrorCode.CertificateValidation), StringComparison.Ordinal);
        var device = (await RegisterDeviceAsync(pem, renewed.Pem))["certificateId"];
        Assert.Equal(device, Text(Assert.Single((await api.SendAsync("GET", $"/certificates-by-ca/{id}")).Json.GetProperty("certificates").EnumerateArray()), "certificateId"));

        // By the subject alone they can't be told apart, by the key they can.
        Assert.Equal(200, (await RegisterDeviceAsync(stranger.IssuePem("CN=device"))).Status);
    }

    [Fact]
    public async Task Removing_auto_registration_drops_the_config_with_it()
    {
        using var ca = new TestCa($"removing {Guid.NewGuid()}");
        var id = (await RegisterAsync(ca, null, "?allowAutoRegistration=true", "SNI_ONLY"))["certificateId"]!;
        const string Config = """{"registrationConfig": {"templateBody": "{\"Resources\": {}}", "roleArn": "arn:aws:iam::000000000000:role/jitp"}}""";
        (await api.SendAsync("PUT", $"/cacertificate/{id}", Config)).Done();
        Assert.Equal("arn:aws:iam::000000000000:role/jitp", Text((await DescribeAsync(id)).GetProperty("registrationConfig"), "roleArn"));

        (await api.SendAsync("PUT", $"/cacertificate/{id}", """{"removeAutoRegistration": true}""")).Done();
        var described = await DescribeAsync(id);
        Assert.Equal("DISABLE", Text(described.GetProperty("certificateDescription"), "autoRegistrationStatus"));
        Assert.False(described.TryGetProperty("registrationConfig", out _));

        (await api.SendAsync("PUT", $"/cacertificate/{id}?newAutoRegistrationStatus=ENABLE", """{"removeAutoRegistration": true}""")).Done();
        Assert.Equal("ENABLE", Text((await DescribeAsync(id)).GetProperty("certificateDescription"), "autoRegistrationStatus"));
    }

    [Theory]
    [InlineData("""{"templateName": "no-such"}""", "ResourceNotFoundException", "Template no-such not found")]
    [InlineData("""{"templateName": "a-fleet"}""", "InvalidRequestException", "Template a-fleet is of type FLEET_PROVISIONING")]
    [InlineData("""{"templateBody": "{}", "roleArn": "arn:aws:iam::000000000000:role/x", "templateName": "a"}""", "InvalidRequestException", "not both")]
    [InlineData("""{"templateBody": "{}"}""", "InvalidRequestException", "must have a roleArn")]
    [InlineData("""{"templateBody": "{}", "roleArn": "arn:aws:iam::000000000000:role/x"}""", "InvalidRequestException", "Invalid registration template. There are no Resources.")]
    [InlineData(
        """{"templateBody": "{\"Resources\": {\"c\": {\"Type\": \"AWS::IoT::Certificate\", \"Properties\": {\"CertificateSigningRequest\": \"x\"}}}}", "roleArn": "arn:aws:iam::000000000000:role/x"}""",
        "InvalidRequestException",
        "Invalid registration template. A just-in-time provisioning template cannot have a CertificateSigningRequest")]
    public async Task A_registration_config_that_cannot_work_is_refused(string config, string code, string message)
    {
        using var ca = new TestCa($"config {Guid.NewGuid()}");
        var id = (await RegisterAsync(ca, null, mode: "SNI_ONLY"))["certificateId"]!;
        await api.SendAsync("POST", "/provisioning-templates", TemplateBodies.Create("a-fleet", role: TemplateBodies.ServerRole));

        var refused = await api.SendAsync("PUT", $"/cacertificate/{id}", $$"""{"registrationConfig": {{config}}}""");
        Assert.Equal(code, refused.ErrorType);
        Assert.Contains(message, refused.Body.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_is_registered_with_the_CA_that_signed_it()
    {
        using var ca = new TestCa($"signer {Guid.NewGuid()}");
        var pem = ca.IssuePem("CN=device");
        var body = JsonSerializer.Serialize(new { certificatePem = pem, status = "ACTIVE" });
        (await api.SendAsync("POST", "/certificate/register", body)).Refused(AwsErrorCode.CertificateValidation);

        var caId = (await RegisterAsync(ca, null, mode: "SNI_ONLY"))["certificateId"]!;
        (await api.SendAsync("POST", "/certificate/register", body)).Refused(AwsErrorCode.CertificateState);
        (await api.SendAsync("PUT", $"/cacertificate/{caId}?newStatus=ACTIVE")).Done();

        var id = (await api.SendAsync("POST", "/certificate/register", body))["certificateId"]!;
        var described = (await api.SendAsync("GET", $"/certificates/{id}")).Json.GetProperty("certificateDescription");
        Assert.Equal((caId, "ACTIVE", "SNI_ONLY"), (Text(described, "caCertificateId"), Text(described, "status"), Text(described, "certificateMode")));
        Assert.Equal(id, Text(Assert.Single((await api.SendAsync("GET", $"/certificates-by-ca/{caId}")).Json.GetProperty("certificates").EnumerateArray()), "certificateId"));
        (await api.SendAsync("POST", "/certificate/register", body)).Refused(AwsErrorCode.ResourceAlreadyExists);
    }

    async Task RefusesAsync(TestCa ca, string? verification, AwsErrorCode code, string reason) =>
        Assert.Contains(reason, (await RegisterAsync(ca, verification)).Refused(code), StringComparison.Ordinal);

    Task<Answer> RegisterDeviceAsync(string pem, string? caPem = null) =>
        api.SendAsync("POST", "/certificate/register", JsonSerializer.Serialize(new { certificatePem = pem, caCertificatePem = caPem }));

    static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();

    async Task<JsonElement> DescribeAsync(string id) => (await api.SendAsync("GET", $"/cacertificate/{id}")).Json;

    async Task<string> ProofAsync(TestCa ca) => ca.IssuePem($"CN={(await api.SendAsync("GET", "/registrationcode"))["registrationCode"]}");

    Task<Answer> RegisterAsync(TestCa ca, string? verification, string query = "", string mode = "DEFAULT") => api.SendAsync(
        "POST", $"/cacertificate{query}", JsonSerializer.Serialize(new { caCertificate = ca.Pem, verificationCertificate = verification, certificateMode = mode }));
}
