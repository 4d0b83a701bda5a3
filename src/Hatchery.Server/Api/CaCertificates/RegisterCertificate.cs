using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Server.Api.Certificates;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Api.CaCertificates;

/// <summary>Registers a device certificate that a registered CA signed.</summary>
static class RegisterCertificate
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var setAsActive = request.QueryFlag("setAsActive");
        var body = request.Body(CaCertificatesJson.Default.RegisterCertificateRequest);
        new Validation()
            .Required("certificatePem", body.CertificatePem)
            .Text("certificatePem", body.CertificatePem, pattern: null, 1, Limits.CertificatePemMax)
            .Text("caCertificatePem", body.CaCertificatePem, pattern: null, 1, Limits.CertificatePemMax)
            .RegistrationStatus(body.Status)
            .ThrowIfAny();

        using var parsed = PresentedCertificate.Parse(body.CertificatePem!);
        var named = body.CaCertificatePem is { } caPem ? PresentedCertificate.IdOf(caPem) : default(CertificateId?);
        var status = RegistrationRules.Status(body.Status ?? (setAsActive ? "ACTIVE" : null));
        var now = services.Time.GetUtcNow();
        var certificate = PresentedCertificate.ToRegister(parsed, status, now);
        var arn = services.CertificateArn(certificate.Id);
        await services.Registry.TransactAsync(
            tx =>
            {
                RegistrationRules.DemandNew(tx, certificate.Id, arn);
                var ca = SigningCa.Demand(tx, parsed, named, now);
                tx.Certificates.Insert(certificate with { CaCertificateId = ca.Id.Value, Mode = ca.Mode });
                return true;
            },
            ct);
        return ApiResponse.Json(new RegisterCertificateResponse(arn, certificate.Id.Value), CaCertificatesJson.Default.RegisterCertificateResponse);
    }
}

sealed record RegisterCertificateRequest(string? CertificatePem, string? CaCertificatePem, string? Status);

sealed record RegisterCertificateResponse(string CertificateArn, string CertificateId);
