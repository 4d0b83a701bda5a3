using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Certificates;

/// <summary>Which public keys a device may ask a certificate for. Source: AWS IoT, CreateCertificateFromCsr.</summary>
static class CsrKey
{
    const string Rsa = "1.2.840.113549.1.1.1";
    const string EllipticCurve = "1.2.840.10045.2.1";
    const int RsaBitsMin = 2_048;
    const string Allowed = "allowed are RSA of at least 2048 bits and ECC on P-256, P-384 or P-521.";

    static readonly string[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    /// <param name="isReadable">It has verified a signature already, so that importing it once more would prove nothing.</param>
    public static void Check(PublicKey key, bool isReadable)
    {
        switch (key.Oid.Value)
        {
            case Rsa:
                CheckRsa(key);
                break;
            case EllipticCurve:
                CheckCurve(key, isReadable);
                break;
            default:
                throw CertificateSigningRequest.Invalid($"its key is of algorithm {key.Oid.Value}; {Allowed}", CsrCauses.Weak);
        }
    }

    static void CheckRsa(PublicKey key)
    {
        var bits = Read(() => key.GetRSAPublicKey()!, rsa => rsa.KeySize);
        if (bits < RsaBitsMin)
        {
            throw CertificateSigningRequest.Invalid($"its key is RSA of {bits} bits; at least {RsaBitsMin} are needed.", CsrCauses.Weak);
        }
    }

    static void CheckCurve(PublicKey key, bool isReadable)
    {
        if (CurveOf(key) is not { } curve)
        {
            throw CertificateSigningRequest.Invalid($"its ECC key does not name its curve; {Allowed}", CsrCauses.Invalid);
        }

        if (!Curves.Contains(curve))
        {
            throw CertificateSigningRequest.Invalid($"its key is ECC on curve {curve}; {Allowed}", CsrCauses.Weak);
        }

        if (!isReadable)
        {
            Read(() => key.GetECDsaPublicKey()!, ecdsa => ecdsa.KeySize);
        }
    }

    /// <summary>RFC 5480 2.1.1: the curve's object identifier. Explicit parameters are not allowed in PKIX.</summary>
    static string? CurveOf(PublicKey key)
    {
        try
        {
            return AsnDecoder.ReadObjectIdentifier(key.EncodedParameters?.RawData, AsnEncodingRules.DER, out _);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Imports the key, which fails for one that is no point on its curve or no RSA modulus.</summary>
    static int Read<T>(Func<T> import, Func<T, int> bits)
        where T : IDisposable
    {
        try
        {
            using var key = import();
            return bits(key);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or PlatformNotSupportedException or ArgumentException)
        {
            throw CertificateSigningRequest.Invalid($"its public key cannot be read; {Allowed}", CsrCauses.Invalid);
        }
    }
}
