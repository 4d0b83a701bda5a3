using System.Formats.Asn1;
using System.Numerics;
using Hatchery.Core.Certificates.Facts;

namespace Hatchery.Core.Certificates;

/// <summary>
/// Walks a certificate's DER once, in the order of RFC 5280 4.1, and takes only what policies can read. Everything after the
/// names is optional: an extension that can't be read counts as absent, as the certificate has passed TLS by then.
/// </summary>
static class CertificateFactsParser
{
    // BER reads all that DER does and forgives what old issuers got wrong.
    const AsnEncodingRules Rules = AsnEncodingRules.BER;

    static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0, isConstructed: true);
    static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 3, isConstructed: true);

    /// <exception cref="AwsError">CertificateValidationException when it is no certificate at all.</exception>
    public static CertificateFacts Parse(ReadOnlyMemory<byte> der)
    {
        try
        {
            return ParseCertificate(der);
        }
        catch (AsnContentException e)
        {
            throw new AwsError(AwsErrorCode.CertificateValidation, "The certificate can't be read: " + e.Message);
        }
    }

    static CertificateFacts ParseCertificate(ReadOnlyMemory<byte> der)
    {
        var body = new AsnReader(der, Rules).ReadSequence().ReadSequence();
        if (body.PeekTag() == Version)
        {
            body.ReadEncodedValue();
        }

        var serial = body.ReadInteger();
        body.ReadEncodedValue(); // signature algorithm
        var issuer = body.ReadEncodedValue();
        body.ReadEncodedValue(); // validity
        var subject = body.ReadEncodedValue();

        var fields = new FieldValues();
        DistinguishedName.Read(subject, "Subject.", fields);
        DistinguishedName.Read(issuer, "Issuer.", fields);
        ReadExtensions(body, fields);
        return new CertificateFacts(CertificateId.Of(der.Span), Decimal(serial), fields.All);
    }

    // An issuer that forgot the leading zero made a negative number; tools print the magnitude of the bytes they see.
    static string Decimal(BigInteger serial) => BigInteger.Abs(serial).ToString();

    static void ReadExtensions(AsnReader body, FieldValues fields)
    {
        try
        {
            // The key and the two unique ids stand before them.
            while (body.HasData && body.PeekTag() != Extensions)
            {
                body.ReadEncodedValue();
            }

            if (!body.HasData)
            {
                return;
            }

            var extensions = body.ReadSequence(Extensions).ReadSequence();
            while (extensions.HasData)
            {
                ReadExtension(extensions.ReadSequence(), fields);
            }
        }
        catch (AsnContentException)
        {
            // What was read before stays.
        }
    }

    static void ReadExtension(AsnReader extension, FieldValues fields)
    {
        var scope = extension.ReadObjectIdentifier() switch
        {
            "2.5.29.17" => "Subject.AlternativeName.",
            "2.5.29.18" => "Issuer.AlternativeName.",
            _ => null,
        };
        if (scope is null)
        {
            return;
        }

        if (extension.PeekTag() == Asn1Tag.Boolean)
        {
            extension.ReadBoolean(); // critical
        }

        AlternativeNames.Read(extension.ReadOctetString(), scope, fields);
    }
}
