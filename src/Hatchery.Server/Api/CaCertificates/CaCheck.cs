using System.Security.Cryptography.X509Certificates;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Api.CaCertificates;

/// <summary>What a certificate must be to be registered as a CA. Source: AWS IoT "Manage your CA certificates".</summary>
static class CaCheck
{
    /// <exception cref="AwsError">CertificateValidationException.</exception>
    public static void DemandCa(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is not { CertificateAuthority: true })
        {
            throw PresentedCertificate.Invalid("The certificate is not one of a CA: its basicConstraints must say CA:TRUE");
        }

        if (certificate.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault() is { } usage && !usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign))
        {
            throw PresentedCertificate.Invalid("The CA certificate's keyUsage lacks keyCertSign: it may not sign certificates");
        }

        DemandDates(certificate, "CA certificate", now);
    }

    /// <summary>That whoever registers the CA holds its key: a certificate signed by it whose common name is the account's code.</summary>
    /// <exception cref="AwsError">RegistrationCodeValidationException, or CertificateValidationException for what is no valid certificate.</exception>
    public static void DemandProof(X509Certificate2 ca, X509Certificate2 verification, string? registrationCode, DateTimeOffset now)
    {
        DemandDates(verification, "verification certificate", now);
        if (!CertificateSignature.IsBy(verification, ca))
        {
            throw Unproven("The verification certificate is not signed by the CA's key, or with MD5 or SHA-1");
        }

        // The code came by GetRegistrationCode; without that call there is none that could match.
        var names = CertificateFacts.Of(verification.RawDataMemory).Fields.GetValueOrDefault("Subject.CommonName") ?? [];
        if (registrationCode is null || !names.Contains(registrationCode))
        {
            throw Unproven("The common name of the verification certificate is not the account's registration code, which get-registration-code tells");
        }
    }

    static void DemandDates(X509Certificate2 certificate, string what, DateTimeOffset now)
    {
        var (from, to) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        if (now.UtcDateTime < from)
        {
            throw PresentedCertificate.Invalid($"The {what} is valid only from {from:u}");
        }

        if (now.UtcDateTime > to)
        {
            throw PresentedCertificate.Invalid($"The {what} expired at {to:u}");
        }
    }

    static AwsError Unproven(string message) => new(AwsErrorCode.RegistrationCodeValidation, message);
}
