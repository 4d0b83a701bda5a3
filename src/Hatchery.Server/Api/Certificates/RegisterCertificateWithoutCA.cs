using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Core;
using Hatchery.Core.Certificates;

namespace Hatchery.Server.Api.Certificates;

/// <summary>Registers a certificate of anyone's making: what counts later is that the device shows exactly this one.</summary>
static class RegisterCertificateWithoutCA
{
    // P-256, P-384 and P-521 by name, not by size: secp256k1 has 256 bits, too.
    static readonly string?[] AllowedCurves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(CertificatesJson.Default.RegisterCertificateWithoutCARequest);
        new Validation()
            .Required("certificatePem", body.CertificatePem)
            .Text("certificatePem", body.CertificatePem, pattern: null, 1, Limits.CertificatePemMax)
            .OneOf("status", body.Status, "ACTIVE", "INACTIVE", "REVOKED", "PENDING_TRANSFER", "REGISTER_INACTIVE", "PENDING_ACTIVATION")
            .ThrowIfAny();

        var certificate = Read(body.CertificatePem!, Status(body.Status), services.Time.GetUtcNow());
        var arn = services.CertificateArn(certificate.Id);
        await services.Registry.TransactAsync(
            tx =>
            {
                if (tx.Certificates.Find(certificate.Id) is not null)
                {
                    throw AwsError.AlreadyExists("The certificate is already provisioned or registered", certificate.Id.Value, arn);
                }

                tx.Certificates.Insert(certificate);
                return 0;
            },
            ct);
        return ApiResponse.Json(new RegisterCertificateWithoutCAResponse(arn, certificate.Id.Value), CertificatesJson.Default.RegisterCertificateWithoutCAResponse);
    }

    // REGISTER_INACTIVE is the old word for INACTIVE.
    static CertificateStatus Status(string? text) => text switch
    {
        null or "INACTIVE" or "REGISTER_INACTIVE" => CertificateStatus.Inactive,
        "ACTIVE" => CertificateStatus.Active,
        "REVOKED" => CertificateStatus.Revoked,
        _ => throw AwsError.InvalidRequest($"A certificate can't be registered with status {text}: it must be ACTIVE, INACTIVE or REVOKED"),
    };

    static DeviceCertificate Read(string pem, CertificateStatus status, DateTimeOffset now)
    {
        using var certificate = Parse(pem);
        RequireAllowedKey(certificate);
        return new DeviceCertificate
        {
            Id = CertificateId.Of(certificate.RawData),
            Pem = certificate.ExportCertificatePem() + "\n",
            Status = status,
            Mode = "SNI_ONLY",
            CreatedAt = now,
            ModifiedAt = now,
            NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime()),
            NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
        };
    }

    static X509Certificate2 Parse(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields))
        {
            throw Invalid("The certificate is not a PEM");
        }

        var label = pem[fields.Label];
        if (label != "CERTIFICATE")
        {
            throw Invalid($"The PEM is a {label}, not a CERTIFICATE");
        }

        if (PemEncoding.TryFind(pem.AsSpan(fields.Location.End.Value), out _))
        {
            throw Invalid("The PEM must hold one certificate only, without its chain or key");
        }

        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(pem[fields.Base64Data]));
        }
        catch (CryptographicException)
        {
            throw Invalid("The certificate can't be read: its content is not an X.509 certificate");
        }
    }

    // AWS: "X.509 client certificates", supported key types.
    static void RequireAllowedKey(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            using var ecdsa = rsa is null ? certificate.GetECDsaPublicKey() : null;
            if (rsa is { KeySize: >= 2048 } || (ecdsa is not null && AllowedCurves.Contains(ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid.Value)))
            {
                return;
            }
        }
        catch (CryptographicException)
        {
            // A key that can't be read is none of the allowed ones.
        }

        throw Invalid("The certificate's key must be RSA of at least 2048 bits, or ECC NIST P-256, P-384 or P-521");
    }

    static AwsError Invalid(string message) => new(AwsErrorCode.CertificateValidation, message);
}

sealed record RegisterCertificateWithoutCARequest(string? CertificatePem, string? Status);

sealed record RegisterCertificateWithoutCAResponse(string CertificateArn, string CertificateId);
