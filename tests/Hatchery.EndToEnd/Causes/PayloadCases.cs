using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.EndToEnd.Gateway;

namespace Hatchery.EndToEnd.Causes;

/// <summary>Requests that can't be read, CSRs that can't be signed, tokens that admit nothing.</summary>
static class PayloadCases
{
    const string FromCsr = "$aws/certificates/create-from-csr/json";
    const string Provision = "$aws/provisioning-templates/any/provision/json";

    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("payload-not-json", "not JSON", world => world.RejectedAsync(FromCsr, "{nonsense")),
        new("payload-wrong-format", "JSON on a CBOR topic", world => world.RejectedCborAsync("payload-wrong-format", "{}")),
        new("payload-not-cbor", "cut off", world => world.RejectedCborAsync("payload-not-cbor", "a")),
        new("payload-over-64-kib", "too much", world => world.RejectedAsync(FromCsr, new string('x', 65_537))),
        new("payload-not-a-map", "a list", world => world.RejectedAsync(FromCsr, "[]")),
        new("payload-member-missing", "no CSR", world => world.RejectedAsync(FromCsr, "{}")),
        new("payload-member-misspelled", "certificateSigningrequest", world => world.RejectedAsync(FromCsr, """{"certificateSigningrequest":"x"}""")),
        new("payload-member-type", "a number for a CSR", world => world.RejectedAsync(FromCsr, """{"certificateSigningRequest":1}""")),
        new("payload-member-twice", "the CSR twice", world => world.RejectedAsync(FromCsr, """{"certificateSigningRequest":"x","certificateSigningRequest":"x"}""")),
        new("csr-not-pem", "no PEM", world => world.RejectedAsync(FromCsr, """{"certificateSigningRequest":"MIIB"}""")),
        new("csr-too-long", "over 4096 characters", world => world.RejectedAsync(FromCsr, JsonSerializer.Serialize(new { certificateSigningRequest = new string('x', 4_097) }))),
        new("csr-weak", "RSA of 1024 bits", world => world.RejectedAsync(FromCsr, JsonSerializer.Serialize(new { certificateSigningRequest = WeakCsr() }))),
        new("csr-signature", "of another key", world => world.RejectedAsync(FromCsr, JsonSerializer.Serialize(new { certificateSigningRequest = ForgedCsr() }))),
        new("token-empty", "no token", world => world.RejectedAsync(Provision, "{}")),
        new("token-misspelled", "certificateOwnershiptoken", world => world.RejectedAsync(Provision, """{"certificateOwnershiptoken":"x"}""")),
        new("token-too-long", "over 480 characters", world => world.RejectedAsync(Provision, JsonSerializer.Serialize(new { certificateOwnershipToken = new string('x', 481) }))),
        new("token-unknown", "a made-up token", world => world.RejectedAsync(Provision, """{"certificateOwnershipToken":"x"}""")),
        new("token-expired", "after its hour", TokenExpiredAsync),
        new("token-certificate-claimed", "its certificate was activated by hand", CertificateClaimedAsync),
        new("token-unknown", "its certificate was deleted by hand", CertificateGoneAsync),
        new("csr-invalid", "a PEM that holds no request", world => world.RejectedAsync(FromCsr, JsonSerializer.Serialize(new { certificateSigningRequest = PemEncoding.WriteString("CERTIFICATE REQUEST", [1, 2, 3]) }))),
        new("token-of-another-certificate", "a template that takes the certificate from a parameter", OfAnotherCertificateAsync),
        new("reply-too-large", "an MQTT 5 client with a small buffer", ReplyTooLargeAsync),
        new("token-used", "a token for two registrations", TokenUsedAsync),
    ];

    static string ForgedCsr()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var der = new CertificateRequest("CN=forged", key, HashAlgorithmName.SHA256).CreateSigningRequest();
        der[^1] ^= 1;
        return PemEncoding.WriteString("CERTIFICATE REQUEST", der);
    }

    static async Task<Met> TokenExpiredAsync(CauseWorld world) => await world.RejectedRegistrationAsync(await world.TemplateAsync(""), async certificate =>
    {
        await world.AgeAsync($"UPDATE ownership_tokens SET expires_at = expires_at - 3600000 WHERE certificate = (SELECT id FROM certificates WHERE certificate_id = '{certificate}')");
        return """{"SerialNumber":"1"}""";
    });

    static async Task<Met> CertificateClaimedAsync(CauseWorld world) => await world.RejectedRegistrationAsync(await world.TemplateAsync(""), async certificate =>
    {
        await world.IotAsync("update_certificate", new JsonObject { ["certificateId"] = certificate, ["newStatus"] = "ACTIVE" });
        return """{"SerialNumber":"1"}""";
    });

    static async Task<Met> CertificateGoneAsync(CauseWorld world) => await world.RejectedRegistrationAsync(await world.TemplateAsync(""), async certificate =>
    {
        await world.IotAsync("update_certificate", new JsonObject { ["certificateId"] = certificate, ["newStatus"] = "INACTIVE" });
        await world.IotAsync("delete_certificate", new JsonObject { ["certificateId"] = certificate });
        return """{"SerialNumber":"1"}""";
    });

    static async Task<Met> OfAnotherCertificateAsync(CauseWorld world) => await world.RejectedRegistrationAsync(
        await world.TemplateOfAsync(""" "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"SerialNumber"} } } """),
        $$"""{"SerialNumber":"{{world.Claim.Id}}"}""");

    static async Task<Met> ReplyTooLargeAsync(CauseWorld world)
    {
        var clientId = world.Name("small");
        var payload = JsonSerializer.Serialize(new { certificateSigningRequest = CauseWorld.Csr() });
        var done = await world.RequestAsync(clientId, FromCsr, "accepted", payload, "-V", "mqttv5", "-D", "CONNECT", "maximum-packet-size", "512", "-W", "3");
        Assert.NotEqual(0, done.ExitCode);
        return new Met(clientId);
    }

    static string WeakCsr()
    {
#pragma warning disable CA5385 // too weak on purpose
        using var key = RSA.Create(1_024);
#pragma warning restore CA5385
        return new CertificateRequest("CN=weak", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequestPem();
    }

    static async Task<Met> TokenUsedAsync(CauseWorld world)
    {
        var template = await world.TemplateAsync("");
        var clientId = world.Name("twice");
        await using var device = await RawDevice.ConnectAsync(world.Server, world.Claim, 4, clientId);
        var token = await CauseWorld.CreateAsync(device);
        await CauseWorld.RegisterAsync(device, template, token, """{"SerialNumber":"1"}""", "accepted", _ => "");
        return new Met(clientId, await CauseWorld.RegisterAsync(device, template, token, """{"SerialNumber":"2"}""", "rejected", answer => answer.GetProperty("errorMessage").GetString()!));
    }
}
