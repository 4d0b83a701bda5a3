using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Core;
using Hatchery.Core.Certificates;

namespace Hatchery.Server.Certificates;

/// <summary>A certificate made elsewhere that is presented for registration.</summary>
static class PresentedCertificate
{
    // P-256, P-384 and P-521 by name, not by size: secp256k1 has 256 bits, too.
    static readonly string?[] AllowedCurves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    /// <exception cref="AwsError">CertificateValidationException: no device may have such a key.</exception>
    public static DeviceCertificate ToRegister(X509Certificate2 certificate, CertificateStatus status, DateTimeOffset now)
    {
        RequireAllowedKey(certificate);
        return new DeviceCertificate
        {
            Id = CertificateId.Of(certificate.RawData),
            Pem = certificate.ExportCertificatePem() + "\n",
            Status = status,
            CreatedAt = now,
            ModifiedAt = now,
            NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime()),
            NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
        };
    }

    /// <exception cref="AwsError">CertificateValidationException.</exception>
    public static X509Certificate2 Parse(string pem)
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

    /// <exception cref="AwsError">CertificateValidationException.</exception>
    public static CertificateId IdOf(string pem)
    {
        using var certificate = Parse(pem);
        return CertificateId.Of(certificate.RawDataMemory.Span);
    }

    /// <summary>AWS: "X.509 client certificates", supported key types.</summary>
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

    public static AwsError Invalid(string message) => new(AwsErrorCode.CertificateValidation, message);
}
