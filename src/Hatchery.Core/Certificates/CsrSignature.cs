using System.Formats.Asn1;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Certificates;

/// <summary>Which signatures prove that a device holds its key. MD5 and SHA-1 do not: both have been forged.</summary>
static class CsrSignature
{
    const string RsaPss = "1.2.840.113549.1.1.10";
    const string Sha1 = "1.3.14.3.2.26";

    /// <summary>RFC 8017 and RFC 5758: RSA PKCS#1 and ECDSA with SHA-256, SHA-384 and SHA-512.</summary>
    static readonly string[] Strong =
    [
        "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13",
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4",
    ];

    static readonly string[] StrongHashes = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    static readonly Dictionary<string, string> Weak = new()
    {
        ["1.2.840.113549.1.1.2"] = "MD2",
        ["1.2.840.113549.1.1.4"] = "MD5",
        ["1.2.840.113549.1.1.5"] = "SHA-1",
        ["1.2.840.10045.4.1"] = "SHA-1",
        [Sha1] = "SHA-1",
    };

    public static void CheckAlgorithm(byte[] der)
    {
        var oid = AlgorithmOf(der);
        if (Weak.TryGetValue(oid, out var hash))
        {
            throw CertificateSigningRequest.Invalid($"it is signed with {hash}; sign it with SHA-256 or better.", CsrCauses.Weak);
        }

        if (!Strong.Contains(oid) && !StrongHashes.Contains(oid))
        {
            throw CertificateSigningRequest.Invalid($"it is signed with algorithm {oid}; sign it with RSA or ECDSA and SHA-256 or better.", CsrCauses.Weak);
        }
    }

    /// <summary>The signature's object identifier; its hash's where the algorithm leaves that to its parameters.</summary>
    static string AlgorithmOf(byte[] der)
    {
        try
        {
            var request = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            request.ReadEncodedValue();
            var algorithm = request.ReadSequence();
            var oid = algorithm.ReadObjectIdentifier();
            return oid == RsaPss ? PssHashOf(algorithm) : oid;
        }
        catch (AsnContentException)
        {
            throw CertificateSigningRequest.Invalid("its signature algorithm cannot be read.", CsrCauses.Invalid);
        }
    }

    /// <summary>RFC 8017 A.2.3: an absent hash means SHA-1.</summary>
    static string PssHashOf(AsnReader algorithm)
    {
        var hash = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        var parameters = algorithm.ReadSequence();
        return parameters.HasData && parameters.PeekTag() == hash ? parameters.ReadSequence(hash).ReadSequence().ReadObjectIdentifier() : Sha1;
    }
}
