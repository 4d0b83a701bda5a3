using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Core.Certificates;

/// <summary>A CSR that has passed every check: readable, signed by its own key, key type and size allowed.</summary>
public sealed record CertificateSigningRequest(X500DistinguishedName Subject, PublicKey PublicKey)
{
    /// <summary>
    /// Parses and checks a PEM. Allowed keys: RSA of 2,048 bits or more, P-256, P-384, P-521 (AWS: CreateCertificateFromCsr).
    /// </summary>
    /// <exception cref="AwsError"><see cref="AwsErrorCode.InvalidCsr"/>: what is wrong with it.</exception>
    public static CertificateSigningRequest Parse(string pem) => throw new NotSupportedException();
}
