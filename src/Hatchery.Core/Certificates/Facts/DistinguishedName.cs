using System.Buffers;
using System.Formats.Asn1;
using System.Text;

namespace Hatchery.Core.Certificates.Facts;

/// <summary>Reads an X.501 Name. RFC 5280 4.1.2.4.</summary>
static class DistinguishedName
{
    const AsnEncodingRules Rules = AsnEncodingRules.BER;

    // RFC 4514 2.4.
    static readonly SearchValues<char> EscapedInText = SearchValues.Create(",+\"\\<>;=");

    /// <summary>Adds each attribute that AWS has a name for, in the order of the certificate.</summary>
    public static void Read(ReadOnlyMemory<byte> name, string scope, FieldValues fields)
    {
        foreach (var (oid, value) in Attributes(name))
        {
            if (NameAttribute.FieldOf(oid) is { } field)
            {
                fields.Add(scope + field, value);
            }
        }
    }

    /// <summary>
    /// Most specific attribute first, lower-case types, commas without blanks: <c>cn=LightBulbCert,ou=SmartHome,o=IoT,c=US</c>.
    /// Source: AWS IoT "Using X.509 certificate policy variables".
    /// </summary>
    public static string ToText(ReadOnlyMemory<byte> name) =>
        string.Join(',', Enumerable.Reverse(Attributes(name)).Select(attribute => $"{NameAttribute.ShortNameOf(attribute.Oid)}={Escape(attribute.Value)}"));

    static List<(string Oid, string Value)> Attributes(ReadOnlyMemory<byte> name)
    {
        var attributes = new List<(string, string)>();
        var relativeNames = new AsnReader(name, Rules).ReadSequence();
        while (relativeNames.HasData)
        {
            var set = relativeNames.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                var attribute = set.ReadSequence();
                attributes.Add((attribute.ReadObjectIdentifier(), DirectoryString.Read(attribute)));
            }
        }

        return attributes;
    }

    static string Escape(string value)
    {
        if (!value.AsSpan().ContainsAny(EscapedInText))
        {
            return value;
        }

        var text = new StringBuilder();
        foreach (var c in value)
        {
            text.Append(EscapedInText.Contains(c) ? "\\" : "").Append(c);
        }

        return text.ToString();
    }
}
