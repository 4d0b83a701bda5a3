using System.Text.Json;
using Hatchery.Core;

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
        using var ca = new TestCa("proven");
        using var other = new TestCa("other");
        using var leaf = new TestCa("leaf", isCa: false);
        using var expired = new TestCa("expired", validDays: -2);
        (await RegisterAsync(ca, ca.IssuePem("CN=wrong"))).Refused(AwsErrorCode.RegistrationCodeValidation);
        (await RegisterAsync(ca, await ProofAsync(other))).Refused(AwsErrorCode.RegistrationCodeValidation);
        (await RegisterAsync(leaf, await ProofAsync(leaf))).Refused(AwsErrorCode.CertificateValidation);
        (await RegisterAsync(expired, await ProofAsync(expired))).Refused(AwsErrorCode.CertificateValidation);
        (await RegisterAsync(ca, "garbage")).Refused(AwsErrorCode.CertificateValidation);
        (await RegisterAsync(ca, null)).Refused(AwsErrorCode.InvalidRequest);
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

    static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();

    async Task<JsonElement> DescribeAsync(string id) => (await api.SendAsync("GET", $"/cacertificate/{id}")).Json;

    async Task<string> ProofAsync(TestCa ca) => ca.IssuePem($"CN={(await api.SendAsync("GET", "/registrationcode"))["registrationCode"]}");

    Task<Answer> RegisterAsync(TestCa ca, string? verification, string query = "", string mode = "DEFAULT") => api.SendAsync(
        "POST", $"/cacertificate{query}", JsonSerializer.Serialize(new { caCertificate = ca.Pem, verificationCertificate = verification, certificateMode = mode }));
}
