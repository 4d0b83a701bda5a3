using System.Security.Cryptography.X509Certificates;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Certificates;

/// <summary>The registered CA that vouches for a certificate made elsewhere. Source: AWS IoT, RegisterCertificate.</summary>
static class SigningCa
{
    /// <summary>The CA that is named, or the one that can have signed the certificate; ACTIVE, and within its dates.</summary>
    /// <exception cref="AwsError">CertificateValidationException, CertificateConflictException or CertificateStateException.</exception>
    public static CaCertificate Demand(IRegistryTransaction registry, X509Certificate2 certificate, CertificateId? named, DateTimeOffset now)
    {
        var ca = named is { } id ? Named(registry, certificate, id) : Only(registry, certificate);
        if (!ca.IsActive)
        {
            throw new AwsError(AwsErrorCode.CertificateState, $"The CA certificate is INACTIVE; nothing can be registered with it. Id: {ca.Id}");
        }

        return ca.IsValidAt(now) ? ca : throw PresentedCertificate.Invalid($"The CA certificate is valid only from {ca.NotBefore:u} to {ca.NotAfter:u}. Id: {ca.Id}");
    }

    static CaCertificate Named(IRegistryTransaction registry, X509Certificate2 certificate, CertificateId id)
    {
        if (registry.CaCertificates.Find(id) is not { } ca)
        {
            throw PresentedCertificate.Invalid($"The CA certificate in caCertificatePem is not registered. Id: {id}");
        }

        return IssuingCas.HasSigned(ca, certificate) ? ca : throw PresentedCertificate.Invalid($"The certificate is not signed by the CA in caCertificatePem. Id: {id}");
    }

    static CaCertificate Only(IRegistryTransaction registry, X509Certificate2 certificate) => IssuingCas.Of(registry, certificate) switch
    {
        [var ca] => ca,
        [] => throw PresentedCertificate.Invalid("No registered CA certificate has signed the certificate; register its CA first, or use register-certificate-without-ca"),

        // More than one is left only where CAs share subject and key.
        _ => throw new AwsError(AwsErrorCode.CertificateConflict, "Several registered CA certificates share the subject and key that signed the certificate; say which by caCertificatePem"),
    };
}
