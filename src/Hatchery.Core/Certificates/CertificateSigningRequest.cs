using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Certificates;

/// <summary>A CSR that has passed every check: readable, signed by its own key, key type and size allowed.</summary>
public sealed record CertificateSigningRequest(X500DistinguishedName Subject, PublicKey PublicKey)
{
    /// <summary>
    /// Parses and checks a PEM. Allowed keys: RSA of 2,048 bits or more, P-256, P-384, P-521 (AWS: CreateCertificateFromCsr).
    /// What the request asks for beside its subject (extensions, a challenge password) is left out of the certificate.
    /// </summary>
    /// <exception cref="AwsError"><see cref="AwsErrorCode.InvalidCsr"/>: what is wrong with it.</exception>
    public static CertificateSigningRequest Parse(string pem)
    {
        var der = CsrPem.Decode(pem);
        var verified = TryLoad(der, CertificateRequestLoadOptions.Default);
        var request = verified ?? TryLoad(der, CertificateRequestLoadOptions.SkipSignatureValidation)
            ?? throw Invalid("it is not a PKCS#10 request that can be read.", CsrCauses.Invalid);
        CsrKey.Check(request.PublicKey, isReadable: verified is not null);
        CsrSignature.CheckAlgorithm(der);
        return verified is null
            ? throw Invalid("its signature does not match its key.", CsrCauses.Signature)
            : new CertificateSigningRequest(request.SubjectName, request.PublicKey);
    }

    internal static AwsError Invalid(string what, Cause cause) =>
        new(AwsErrorCode.InvalidCsr, $"The certificate signing request is refused: {what}") { Cause = cause };

    static CertificateRequest? TryLoad(byte[] der, CertificateRequestLoadOptions options)
    {
        try
        {
            // The hash and padding would sign a certificate made from it here; ours is made elsewhere.
            return CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256, options, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }
}
