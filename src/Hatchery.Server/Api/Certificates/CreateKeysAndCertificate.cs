using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Certificates;

/// <summary>Makes an RSA key pair and a certificate for it. The private key is in this answer and nowhere else.</summary>
static class CreateKeysAndCertificate
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var setAsActive = request.QueryFlag("setAsActive");
        var issued = await services.Issuer.IssueWithKeysAsync(ct);
        await services.RegisterAsync(issued, setAsActive, ct);

        var response = new CreateKeysAndCertificateResponse(
            services.CertificateArn(issued.Id),
            issued.Id.Value,
            issued.Pem,
            new KeyPair(issued.PublicKeyPem!, issued.PrivateKeyPem!));
        return ApiResponse.Json(response, CertificatesJson.Default.CreateKeysAndCertificateResponse);
    }
}

sealed record CreateKeysAndCertificateResponse(string CertificateArn, string CertificateId, string CertificatePem, KeyPair KeyPair);

/// <summary>AWS writes these two with a capital, unlike all other members.</summary>
sealed record KeyPair([property: JsonPropertyName("PublicKey")] string PublicKey, [property: JsonPropertyName("PrivateKey")] string PrivateKey)
{
    public override string ToString() => nameof(KeyPair);
}
