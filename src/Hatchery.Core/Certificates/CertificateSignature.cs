using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Core.Certificates;

/// <summary>
/// Whether a certificate was signed by a key. .NET checks signatures only while it builds chains up to a root, and a registered CA
/// need not be one. MD5 and SHA-1 prove nothing. RFC 5280 4.1.1, RFC 8017, RFC 5758.
/// </summary>
public static class CertificateSignature
{
    const string RsaPss = "1.2.840.113549.1.1.10";

    public static bool IsBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        try
        {
            var parts = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
            var signed = parts.ReadEncodedValue();
            var algorithm = parts.ReadSequence();
            var signature = parts.ReadBitString(out _);
            return Verify(issuer, algorithm, signed.Span, signature);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    static bool Verify(X509Certificate2 issuer, AsnReader algorithm, ReadOnlySpan<byte> signed, byte[] signature)
    {
        var oid = algorithm.ReadObjectIdentifier();
        if (oid == RsaPss)
        {
            return PssHash(algorithm) is { } pss && VerifyRsa(issuer, signed, signature, pss, RSASignaturePadding.Pss);
        }

        return oid switch
        {
            "1.2.840.113549.1.1.11" => VerifyRsa(issuer, signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "1.2.840.113549.1.1.12" => VerifyRsa(issuer, signed, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "1.2.840.113549.1.1.13" => VerifyRsa(issuer, signed, signature, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "1.2.840.10045.4.3.2" => VerifyEcdsa(issuer, signed, signature, HashAlgorithmName.SHA256),
            "1.2.840.10045.4.3.3" => VerifyEcdsa(issuer, signed, signature, HashAlgorithmName.SHA384),
            "1.2.840.10045.4.3.4" => VerifyEcdsa(issuer, signed, signature, HashAlgorithmName.SHA512),
            _ => false,
        };
    }

    static bool VerifyRsa(X509Certificate2 issuer, ReadOnlySpan<byte> signed, byte[] signature, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        using var key = issuer.GetRSAPublicKey();
        return key?.VerifyData(signed, signature, hash, padding) ?? false;
    }

    static bool VerifyEcdsa(X509Certificate2 issuer, ReadOnlySpan<byte> signed, byte[] signature, HashAlgorithmName hash)
    {
        using var key = issuer.GetECDsaPublicKey();
        return key?.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence) ?? false;
    }

    /// <summary>RFC 8017 A.2.3. The salt is as long as the hash, as every tool makes it; null for a hash that is too weak.</summary>
    static HashAlgorithmName? PssHash(AsnReader algorithm)
    {
        var hash = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        var parameters = algorithm.ReadSequence();
        if (!parameters.HasData || parameters.PeekTag() != hash)
        {
            return null;
        }

        return parameters.ReadSequence(hash).ReadSequence().ReadObjectIdentifier() switch
        {
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            _ => null,
        };
    }
}
