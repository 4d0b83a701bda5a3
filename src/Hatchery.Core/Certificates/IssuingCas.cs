using System.Security.Cryptography.X509Certificates;
using Hatchery.Core.Registry;

namespace Hatchery.Core.Certificates;

/// <summary>
/// Which registered CAs have signed a certificate: by the issuer it names, then by the signature. CAs that share a name are told
/// apart by their keys, so the key ids that certificates may carry are not asked.
/// </summary>
public static class IssuingCas
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<CaCertificate> Of(IRegistryTransaction registry, X509Certificate2 certificate) =>
        [.. registry.CaCertificates.WithSubject(NameHash.Of(certificate.IssuerName)).Where(ca => HasSigned(ca, certificate))];

    public static bool HasSigned(CaCertificate ca, X509Certificate2 certificate)
    {
        using var issuer = X509Certificate2.CreateFromPem(ca.Pem);
        return CertificateSignature.IsBy(certificate, issuer);
    }
}
