using System.Security.Cryptography.X509Certificates;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Server.Api.Certificates;

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
        using var named = body.CaCertificatePem is null ? null : PresentedCertificate.Parse(body.CaCertificatePem);
        var status = PresentedCertificate.Status(body.Status ?? (setAsActive ? "ACTIVE" : null));
        var now = services.Time.GetUtcNow();
        var certificate = PresentedCertificate.ToRegister(parsed, status, now);
        var arn = services.CertificateArn(certificate.Id);
        await services.Registry.TransactAsync(
            tx =>
            {
                PresentedCertificate.DemandNew(tx, certificate.Id, arn);
                var ca = FindCa(tx, parsed, named);
                if (!ca.IsActive)
                {
                    throw new AwsError(AwsErrorCode.CertificateState, $"The CA certificate is INACTIVE; nothing can be registered with it. Id: {ca.Id}");
                }

                if (!ca.IsValidAt(now))
                {
                    throw PresentedCertificate.Invalid($"The CA certificate is valid only from {ca.NotBefore:u} to {ca.NotAfter:u}. Id: {ca.Id}");
                }

                tx.Certificates.Insert(certificate with { CaCertificateId = ca.Id.Value, Mode = ca.Mode });
                return true;
            },
            ct);
        return ApiResponse.Json(new RegisterCertificateResponse(arn, certificate.Id.Value), CaCertificatesJson.Default.RegisterCertificateResponse);
    }

    /// <summary>The CA that is named, or the one that can have signed the certificate.</summary>
    static CaCertificate FindCa(IRegistryTransaction tx, X509Certificate2 certificate, X509Certificate2? named)
    {
        if (named is not null)
        {
            var id = CertificateId.Of(named.RawData);
            return tx.CaCertificates.Find(id) is not { } ca
                ? throw PresentedCertificate.Invalid($"The CA certificate in caCertificatePem is not registered. Id: {id}")
                : IssuingCas.HasSigned(ca, certificate) ? ca
                : throw PresentedCertificate.Invalid($"The certificate is not signed by the CA in caCertificatePem. Id: {id}");
        }

        // More than one is left only where CAs share subject and key.
        return IssuingCas.Of(tx, certificate) switch
        {
            [var ca] => ca,
            [] => throw PresentedCertificate.Invalid("No registered CA certificate has signed the certificate; register its CA first, or use register-certificate-without-ca"),
            _ => throw new AwsError(AwsErrorCode.CertificateConflict, "Several registered CA certificates share the subject and key that signed the certificate; say which by caCertificatePem"),
        };
    }
}

sealed record RegisterCertificateRequest(string? CertificatePem, string? CaCertificatePem, string? Status);

sealed record RegisterCertificateResponse(string CertificateArn, string CertificateId);
