using System.Formats.Asn1;
using System.Text;

namespace Hatchery.Core.Certificates.Facts;

/// <summary>
/// Text in any of ASN.1's string types. Bytes that don't belong there become replacement characters instead of an error:
/// certificates with an underscore or an at sign in a PrintableString are common.
/// </summary>
static class DirectoryString
{
    static readonly Encoding Utf32BigEndian = new UTF32Encoding(bigEndian: true, byteOrderMark: false);

    /// <exception cref="AsnContentException">It is no primitive value.</exception>
    public static string Read(AsnReader reader)
    {
        var tag = reader.PeekTag();
        var encoding = (UniversalTagNumber)tag.TagValue switch
        {
            UniversalTagNumber.BMPString => Encoding.BigEndianUnicode,
            UniversalTagNumber.UniversalString => Utf32BigEndian,
            UniversalTagNumber.TeletexString => Encoding.Latin1,
            _ => Encoding.UTF8,
        };
        return encoding.GetString(Content(reader.ReadEncodedValue()).Span);
    }

    /// <summary>The bytes of an encoded value behind its tag and length.</summary>
    public static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> encoded)
    {
        AsnDecoder.ReadEncodedValue(encoded.Span, AsnEncodingRules.BER, out var offset, out var length, out _);
        return encoded.Slice(offset, length);
    }
}
