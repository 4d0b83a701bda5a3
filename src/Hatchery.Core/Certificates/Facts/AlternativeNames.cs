using System.Formats.Asn1;
using System.Net;
using System.Text;

namespace Hatchery.Core.Certificates.Facts;

/// <summary>Reads the subject's or issuer's alternative names. RFC 5280 4.2.1.6.</summary>
static class AlternativeNames
{
    const int Mail = 1;
    const int Dns = 2;
    const int Directory = 4;
    const int Uri = 6;
    const int Address = 7;

    /// <exception cref="AsnContentException">It is malformed; names before the fault have been added.</exception>
    public static void Read(ReadOnlyMemory<byte> extension, string scope, FieldValues fields)
    {
        var names = new AsnReader(extension, AsnEncodingRules.BER).ReadSequence();
        while (names.HasData)
        {
            var tag = names.PeekTag();
            var content = DirectoryString.Content(names.ReadEncodedValue());
            if (tag.TagClass == TagClass.ContextSpecific && Value(tag.TagValue, content) is { } found)
            {
                fields.Add(scope + found.Field, found.Value);
            }
        }
    }

    static (string Field, string Value)? Value(int kind, ReadOnlyMemory<byte> content) => kind switch
    {
        Mail => ("RFC822Name", Encoding.UTF8.GetString(content.Span)),
        Dns => ("DNSName", Encoding.UTF8.GetString(content.Span)),
        Directory => ("DirectoryName", DistinguishedName.ToText(content)),
        Uri => ("UniformResourceIdentifier", Encoding.UTF8.GetString(content.Span)),
        Address when content.Length is 4 or 16 => ("IPAddress", new IPAddress(content.Span).ToString()),
        _ => null,
    };
}
