using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Api.Certificates;

public sealed class CertificatesApiTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_key_pair_and_its_certificate_belong_together()
    {
        var created = await api.SendAsync("POST", "/keys-and-certificate?setAsActive=true");

        using var certificate = X509Certificate2.CreateFromPem(created["certificatePem"], created.Json.GetProperty("keyPair").GetProperty("PrivateKey").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)), created["certificateId"]);
        Assert.Equal($"arn:aws:iot:us-east-1:000000000000:cert/{created["certificateId"]}", created["certificateArn"]);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----\n", created.Json.GetProperty("keyPair").GetProperty("PublicKey").GetString());
        Assert.Equal("ACTIVE", (await DescribeAsync(created["certificateId"]!)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_CSR_gives_a_certificate_each_time_and_inactive_unless_asked_otherwise()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var body = JsonSerializer.Serialize(new { certificateSigningRequest = new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256).CreateSigningRequestPem() });

        var first = await api.SendAsync("POST", "/certificates", body);
        var second = await api.SendAsync("POST", "/certificates", body);

        Assert.NotEqual(first["certificateId"], second["certificateId"]);
        using var certificate = X509Certificate2.CreateFromPem(first["certificatePem"]);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal("INACTIVE", (await DescribeAsync(first["certificateId"]!)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"certificateSigningRequest\":\"\"}")]
    [InlineData("{\"certificateSigningRequest\":\"no PEM\"}")]
    public async Task A_CSR_that_is_none_is_an_invalid_request(string body) =>
        (await api.SendAsync("POST", "/certificates", body)).Refused(AwsErrorCode.InvalidRequest);

    [Fact]
    public async Task A_certificate_is_described_with_all_members()
    {
        var registered = await api.RegisterCertificateAsync("ACTIVE");
        var described = await DescribeAsync(registered["certificateId"]!);

        Assert.Equal(registered["certificateArn"], described.GetProperty("certificateArn").GetString());
        Assert.Equal(registered["certificateId"], described.GetProperty("certificateId").GetString());
        Assert.Equal("ACTIVE", described.GetProperty("status").GetString());
        Assert.Equal("SNI_ONLY", described.GetProperty("certificateMode").GetString());
        Assert.Equal("000000000000", described.GetProperty("ownedBy").GetString());
        Assert.Equal(1, described.GetProperty("customerVersion").GetInt32());
        Assert.NotEmpty(described.GetProperty("generationId").GetString()!);
        using var certificate = X509Certificate2.CreateFromPem(described.GetProperty("certificatePem").GetString());
        Assert.Equal(new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds(), described.GetProperty("validity").GetProperty("notAfter").GetDouble());
        Assert.False(described.TryGetProperty("caCertificateId", out _));
    }

    [Fact]
    public async Task An_issued_certificate_is_described_with_the_dates_it_carries()
    {
        var described = await DescribeAsync((await api.SendAsync("POST", "/keys-and-certificate"))["certificateId"]!);

        using var certificate = X509Certificate2.CreateFromPem(described.GetProperty("certificatePem").GetString());
        Assert.Equal(new DateTimeOffset(certificate.NotBefore).ToUnixTimeSeconds(), described.GetProperty("validity").GetProperty("notBefore").GetDouble());
    }

    [Fact]
    public async Task The_id_may_be_written_in_capitals()
    {
        var id = (await api.RegisterCertificateAsync())["certificateId"]!;
        Assert.Equal(id, (await DescribeAsync(id.ToUpperInvariant())).GetProperty("certificateId").GetString());
    }

    [Fact]
    public async Task A_registered_certificate_is_inactive_and_registered_once()
    {
        var pem = NewCertificatePem();
        var body = JsonSerializer.Serialize(new { certificatePem = pem });
        var registered = await api.SendAsync("POST", "/certificate/register-no-ca", body);
        Assert.Equal("INACTIVE", (await DescribeAsync(registered["certificateId"]!)).GetProperty("status").GetString());

        var again = await api.SendAsync("POST", "/certificate/register-no-ca", body);
        Assert.Equal("The certificate is already provisioned or registered", again.Refused(AwsErrorCode.ResourceAlreadyExists));
        Assert.Equal(registered["certificateId"], JsonDocument.Parse(again.Body).RootElement.GetProperty("resourceId").GetString());
    }

    [Fact]
    public async Task What_is_no_certificate_is_said()
    {
        using var weak = RSA.Create(1024);
        var weakPem = Pem(new CertificateRequest("CN=weak", weak, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var strong = RSA.Create(2048);
        using var bitcoins = ECDsa.Create(ECCurve.CreateFromValue("1.3.132.0.10")); // secp256k1: of 256 bits, but not P-256
        var bitcoinsPem = Pem(new CertificateRequest("CN=secp256k1", bitcoins, HashAlgorithmName.SHA256));
        (string Pem, string Reason)[] cases =
        [
            ("hello", "not a PEM"),
            (strong.ExportRSAPrivateKeyPem(), "RSA PRIVATE KEY"),
            (NewCertificatePem() + NewCertificatePem(), "one certificate only"),
            ("-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n", "X.509"),
            (weakPem, "2048"),
            (bitcoinsPem, "P-256"),
        ];
        foreach (var (pem, reason) in cases)
        {
            Assert.Contains(reason, (await api.SendAsync("POST", "/certificate/register-no-ca", JsonSerializer.Serialize(new { certificatePem = pem }))).Refused(AwsErrorCode.CertificateValidation));
        }

        (await api.RegisterCertificateAsync("PENDING_ACTIVATION")).Refused(AwsErrorCode.InvalidRequest);
        (await api.RegisterCertificateAsync("SLEEPING")).Refused(AwsErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task Status_goes_between_active_and_inactive_and_ends_at_revoked()
    {
        var id = (await api.RegisterCertificateAsync())["certificateId"]!;
        foreach (var status in new[] { "ACTIVE", "ACTIVE", "INACTIVE", "REVOKED", "REVOKED" })
        {
            (await api.SendAsync("PUT", $"/certificates/{id}?newStatus={status}")).Done();
            Assert.Equal(status, (await DescribeAsync(id)).GetProperty("status").GetString());
        }

        Assert.Contains("revoked", (await api.SendAsync("PUT", $"/certificates/{id}?newStatus=ACTIVE")).Refused(AwsErrorCode.CertificateState));
        (await api.SendAsync("PUT", $"/certificates/{id}?newStatus=PENDING_ACTIVATION")).Refused(AwsErrorCode.InvalidRequest);
        (await api.SendAsync("PUT", $"/certificates/{id}?newStatus=active")).Refused(AwsErrorCode.InvalidRequest);
        Assert.Contains("'newStatus'", (await api.SendAsync("PUT", $"/certificates/{id}")).Refused(AwsErrorCode.InvalidRequest));
        (await api.SendAsync("PUT", $"/certificates/{new string('b', 64)}?newStatus=ACTIVE")).Refused(AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task Deleting_needs_it_inactive_without_things_and_without_policies()
    {
        var registered = await api.RegisterCertificateAsync("ACTIVE");
        var (id, arn) = (registered["certificateId"]!, registered["certificateArn"]!);
        var certificateId = new CertificateId(id);
        var thing = new ThingName($"thing-{id[..8]}");
        var policy = $"policy-{id[..8]}";
        await api.SendAsync("POST", $"/policies/{policy}", AwsApiTests.PolicyBody(AwsApiTests.SomePolicy));
        (await api.SendAsync("PUT", $"/target-policies/{policy}", JsonSerializer.Serialize(new { target = arn }))).Done();
        await api.Registry.TransactAsync(
            tx =>
            {
                tx.Things.Insert(new Thing(thing, Guid.NewGuid().ToString(), null, new Dictionary<string, string>(), 1, DateTimeOffset.UtcNow));
                tx.Things.AttachPrincipal(thing, certificateId, ThingPrincipalType.NonExclusiveThing);
                return 0;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal($"Certificate must be deactivated (not ACTIVE) before deletion. Id: {id}", (await DeleteAsync("?forceDelete=true")).Refused(AwsErrorCode.CertificateState));
        (await api.SendAsync("PUT", $"/certificates/{id}?newStatus=INACTIVE")).Done();
        Assert.Equal($"Things must be detached before deletion (arn: {arn})", (await DeleteAsync("?forceDelete=true")).Refused(AwsErrorCode.DeleteConflict));
        await api.Registry.TransactAsync(tx => tx.Things.DetachPrincipal(thing, certificateId), TestContext.Current.CancellationToken);
        Assert.Equal($"Certificate policies must be detached before deletion (arn: {arn})", (await DeleteAsync("")).Refused(AwsErrorCode.DeleteConflict));
        (await DeleteAsync("?forceDelete=true")).Done();

        Assert.Contains(id, (await DeleteAsync("")).Refused(AwsErrorCode.ResourceNotFound));
        (await api.SendAsync("GET", $"/certificates/{id}")).Refused(AwsErrorCode.ResourceNotFound);

        Task<Answer> DeleteAsync(string query) => api.SendAsync("DELETE", $"/certificates/{id}{query}");
    }

    [Fact]
    public async Task Certificates_are_listed_newest_first()
    {
        var first = (await api.RegisterCertificateAsync())["certificateId"];
        await Task.Delay(5, TestContext.Current.CancellationToken);
        var second = (await api.RegisterCertificateAsync("ACTIVE"))["certificateId"];

        var newest = (await api.SendAsync("GET", "/certificates?pageSize=250")).Json.GetProperty("certificates").EnumerateArray().ToList();
        var oldest = (await api.SendAsync("GET", "/certificates?pageSize=250&isAscendingOrder=true")).Json.GetProperty("certificates").EnumerateArray().Select(Id).ToList();

        Assert.True(newest.FindIndex(c => Id(c) == second) < newest.FindIndex(c => Id(c) == first));
        Assert.Equal(oldest, newest.Select(Id).Reverse());
        var item = newest.Single(c => Id(c) == second);
        Assert.Equal(("ACTIVE", "SNI_ONLY"), (item.GetProperty("status").GetString(), item.GetProperty("certificateMode").GetString()));

        static string? Id(JsonElement certificate) => certificate.GetProperty("certificateId").GetString();
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    public async Task An_id_that_is_none_is_an_invalid_request(string id) =>
        Assert.Contains("'certificateId'", (await api.SendAsync("GET", $"/certificates/{id}")).Refused(AwsErrorCode.InvalidRequest));

    async Task<JsonElement> DescribeAsync(string id) => (await api.SendAsync("GET", $"/certificates/{id}")).Json.GetProperty("certificateDescription");

    internal static string NewCertificatePem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Pem(new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256));
    }

    static string Pem(CertificateRequest request)
    {
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem() + "\n";
    }
}
