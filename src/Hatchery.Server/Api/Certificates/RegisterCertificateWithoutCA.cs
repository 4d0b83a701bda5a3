using Hatchery.Core;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Api.Certificates;

/// <summary>Registers a certificate of anyone's making: what counts later is that the device shows exactly this one.</summary>
static class RegisterCertificateWithoutCA
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(CertificatesJson.Default.RegisterCertificateWithoutCARequest);
        new Validation()
            .Required("certificatePem", body.CertificatePem)
            .Text("certificatePem", body.CertificatePem, pattern: null, 1, Limits.CertificatePemMax)
            .RegistrationStatus(body.Status)
            .ThrowIfAny();

        using var parsed = PresentedCertificate.Parse(body.CertificatePem!);
        var certificate = PresentedCertificate.ToRegister(parsed, RegistrationRules.Status(body.Status), services.Time.GetUtcNow()) with { Mode = "SNI_ONLY" };
        var arn = services.CertificateArn(certificate.Id);
        await services.Registry.TransactAsync(
            tx =>
            {
                RegistrationRules.DemandNew(tx, certificate.Id, arn);
                tx.Certificates.Insert(certificate);
                return 0;
            },
            ct);
        return ApiResponse.Json(new RegisterCertificateWithoutCAResponse(arn, certificate.Id.Value), CertificatesJson.Default.RegisterCertificateWithoutCAResponse);
    }
}

sealed record RegisterCertificateWithoutCARequest(string? CertificatePem, string? Status);

sealed record RegisterCertificateWithoutCAResponse(string CertificateArn, string CertificateId);
