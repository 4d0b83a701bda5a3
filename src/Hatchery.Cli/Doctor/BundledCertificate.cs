using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Cli.Doctor;

/// <summary>A certificate in a claim folder.</summary>
/// <param name="File">Its name, without the folder.</param>
sealed record BundledCertificate(string File, X509Certificate2 Certificate)
{
    /// <summary>SHA-256 of the DER, AWS's certificate id.</summary>
    public string Id => Convert.ToHexStringLower(Certificate.GetCertHash(HashAlgorithmName.SHA256));

    public string ShortId => Id[..12] + "…";

    public bool IsCa => Certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority);

    public DateTimeOffset NotBefore => new(Certificate.NotBefore.ToUniversalTime());

    public DateTimeOffset NotAfter => new(Certificate.NotAfter.ToUniversalTime());
}
