using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Server.Certificates;

/// <summary>
/// The part of a certificate that its issuer signs. Written here because the framework's own way ends in a parsed certificate,
/// which costs more than the signature. Source: RFC 5280 4.1.
/// </summary>
static class TbsCertificate
{
    const int Version3 = 2;

    /// <summary>RFC 5280 4.1.2.5: until 2049 as UTCTime.</summary>
    const int UtcTimeYearMax = 2049;

    static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3, isConstructed: true);

    /// <param name="serial">Big-endian and positive, its first byte not zero.</param>
    /// <param name="signatureAlgorithm">DER of the AlgorithmIdentifier.</param>
    public static byte[] Encode(
        CertificateRequest request, X500DistinguishedName issuer, ReadOnlySpan<byte> serial, byte[] signatureAlgorithm, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, initialCapacity: 1_024);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(VersionTag))
            {
                writer.WriteInteger(Version3);
            }

            writer.WriteIntegerUnsigned(serial);
            writer.WriteEncodedValue(signatureAlgorithm);
            writer.WriteEncodedValue(issuer.RawData);
            using (writer.PushSequence())
            {
                WriteTime(writer, notBefore);
                WriteTime(writer, notAfter);
            }

            writer.WriteEncodedValue(request.SubjectName.RawData);
            writer.WriteEncodedValue(request.PublicKey.ExportSubjectPublicKeyInfo());
            using (writer.PushSequence(ExtensionsTag))
            using (writer.PushSequence())
            {
                foreach (var extension in request.CertificateExtensions)
                {
                    Write(writer, extension);
                }
            }
        }

        return writer.Encode();
    }

    static void Write(AsnWriter writer, X509Extension extension)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(extension.Oid!.Value!);
            if (extension.Critical)
            {
                writer.WriteBoolean(true);
            }

            writer.WriteOctetString(extension.RawData);
        }
    }

    static void WriteTime(AsnWriter writer, DateTimeOffset time)
    {
        if (time.UtcDateTime.Year <= UtcTimeYearMax)
        {
            writer.WriteUtcTime(time, UtcTimeYearMax);
            return;
        }

        writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
    }
}
