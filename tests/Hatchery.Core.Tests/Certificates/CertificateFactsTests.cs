using System.Formats.Asn1;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Hatchery.Core.Certificates;

namespace Hatchery.Core.Tests.Certificates;

public sealed class CertificateFactsTests
{
    static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void Reads_id_and_decimal_serial()
    {
        var der = Make("CN=x", serial: "00921285CBB7A5E086");
        var facts = CertificateFacts.Of(der);
        Assert.Equal("10525622389124227206", facts.SerialNumberDecimal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(der)), facts.Id.Value);
    }

    [Fact]
    public void Reads_every_name_that_AWS_has_a_field_for()
    {
        var facts = CertificateFacts.Of(Make(
            "OID.2.5.4.65=pseudo, OID.2.5.4.44=III, OID.2.5.4.46=q, OID.2.5.4.43=XY, OID.2.5.4.42=Given, OID.2.5.4.4=Sur, OID.2.5.4.12=Title, SERIALNUMBER=7, CN=name, S=WA, L=Seattle, OU=unit, O=org, C=US"));
        Assert.Equal(
            ["CommonName=name", "Country=US", "DistinguishedNameQualifier=q", "GenerationQualifier=III", "GivenName=Given", "Initials=XY", "Organization=org",
                "OrganizationalUnit=unit", "Pseudonym=pseudo", "SerialNumber=7", "State=WA", "Surname=Sur", "Title=Title"],
            facts.Fields.Where(f => f.Key.StartsWith("Subject.", StringComparison.Ordinal)).Select(f => $"{f.Key["Subject.".Length..]}={Assert.Single(f.Value)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Keeps_several_values_in_the_order_of_the_certificate()
    {
        var name = new X500DistinguishedNameBuilder();
        foreach (var value in new[] { "first", "second", "third" })
        {
            name.AddCommonName(value);
        }

        // The builder writes the last added first, as the text form reads.
        var subject = name.Build();
        var expected = subject.EnumerateRelativeDistinguishedNames(reversed: false).Select(part => part.GetSingleElementValue());
        Assert.Equal(expected, CertificateFacts.Of(Make(subject)).Fields["Subject.CommonName"]);
    }

    [Fact]
    public void Reads_a_relative_name_of_several_attributes()
    {
        var name = Name(writer =>
        {
            WriteAttribute(writer, "2.5.4.3", UniversalTagNumber.UTF8String, "a"u8);
            WriteAttribute(writer, "2.5.4.11", UniversalTagNumber.UTF8String, "b"u8);
        });
        var facts = CertificateFacts.Of(Make(name));
        Assert.Equal(["a"], facts.Fields["Subject.CommonName"]);
        Assert.Equal(["b"], facts.Fields["Subject.OrganizationalUnit"]);
    }

    [Fact]
    public void AWSs_own_issuer_is_one_organizational_unit_unescaped()
    {
        const string text = "Amazon Web Services O=Amazon.com Inc. L=Seattle ST=Washington C=US";
        Assert.Equal([text], CertificateFacts.Of(Make(new X500DistinguishedName("CN=x"), $"OU=\"{text}\"")).Fields["Issuer.OrganizationalUnit"]);
    }

    [Fact]
    public void Reads_alternative_names_of_every_kind()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress("a@example.com");
        names.AddDnsName("one.example.com");
        names.AddDnsName("two.example.com");
        names.AddUri(new Uri("https://example.com/x"));
        names.AddIpAddress(IPAddress.Parse("10.0.0.1"));
        names.AddIpAddress(IPAddress.IPv6Loopback);
        names.AddUserPrincipalName("ignored@example.com");
        var fields = CertificateFacts.Of(Make("CN=x", names.Build())).Fields;
        Assert.Equal(["a@example.com"], fields["Subject.AlternativeName.RFC822Name"]);
        Assert.Equal(["one.example.com", "two.example.com"], fields["Subject.AlternativeName.DNSName"]);
        Assert.Equal(["https://example.com/x"], fields["Subject.AlternativeName.UniformResourceIdentifier"]);
        Assert.Equal(["10.0.0.1", "::1"], fields["Subject.AlternativeName.IPAddress"]);
    }

    [Fact]
    public void A_directory_name_is_most_specific_first_with_lower_case_types()
    {
        var subject = DirectoryName("2.5.29.17", new X500DistinguishedName("CN=LightBulbCert, OU=SmartHome, O=IoT, C=US"));
        var issuer = DirectoryName("2.5.29.18", new X500DistinguishedName("CN=\"a,b\", OID.1.2.3=z"));
        var fields = CertificateFacts.Of(Make("CN=x", subject, issuer)).Fields;
        Assert.Equal(["cn=LightBulbCert,ou=SmartHome,o=IoT,c=US"], fields["Subject.AlternativeName.DirectoryName"]);
        Assert.Equal(["cn=a\\,b,1.2.3=z"], fields["Issuer.AlternativeName.DirectoryName"]);
    }

    [Fact]
    public void An_extension_that_cant_be_read_counts_as_absent()
    {
        var broken = new X509Extension("2.5.29.17", [0x30, 0x7F, 0x01], critical: false);
        var fields = CertificateFacts.Of(Make("CN=x", broken)).Fields;
        Assert.Equal(["x"], fields["Subject.CommonName"]);
        Assert.DoesNotContain(fields, field => field.Key.StartsWith("Subject.AlternativeName", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(UniversalTagNumber.PrintableString, new byte[] { (byte)'a', (byte)'_', (byte)'@' }, "a_@")]
    [InlineData(UniversalTagNumber.UTF8String, new byte[] { 0xC3, 0xA4 }, "ä")]
    [InlineData(UniversalTagNumber.TeletexString, new byte[] { 0xE4 }, "ä")]
    [InlineData(UniversalTagNumber.BMPString, new byte[] { 0, (byte)'b' }, "b")]
    [InlineData(UniversalTagNumber.UniversalString, new byte[] { 0, 0, 0, (byte)'c' }, "c")]
    public void Reads_text_in_every_string_type(UniversalTagNumber type, byte[] content, string expected)
    {
        var name = Name(writer => WriteAttribute(writer, "2.5.4.3", type, content));
        Assert.Equal([expected], CertificateFacts.Of(Make(name)).Fields["Subject.CommonName"]);
    }

    [Fact]
    public void Rubbish_is_a_refusal_and_no_crash()
    {
        var good = Make("CN=x, O=org", DirectoryName("2.5.29.17", new X500DistinguishedName("CN=y")));
        Assert.Equal(AwsErrorCode.CertificateValidation, Assert.Throws<AwsError>(() => CertificateFacts.Of(new byte[] { 1, 2, 3 })).Code);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample(
            (at, value, length) =>
            {
                var damaged = (byte[])good.Clone();
                damaged[at] = value;
                AssertHarmless(damaged);
                AssertHarmless(damaged.AsMemory(0, length));
            },
            iter: 5_000);

        static void AssertHarmless(ReadOnlyMemory<byte> der)
        {
            try
            {
                CertificateFacts.Of(der);
            }
            catch (AwsError)
            {
                // The one exception a caller has to expect.
            }
        }
    }

    static byte[] Make(string subject, params X509Extension[] extensions) => Make(new X500DistinguishedName(subject), "CN=issuer", "01", extensions);

    static byte[] Make(string subject, string serial) => Make(new X500DistinguishedName(subject), "CN=issuer", serial);

    static byte[] Make(X500DistinguishedName subject, string issuer = "CN=issuer", string serial = "01", params X509Extension[] extensions)
    {
        var request = new CertificateRequest(subject, Key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        var number = BigInteger.Parse("0" + serial, NumberStyles.HexNumber).ToByteArray(isUnsigned: true, isBigEndian: true);
        using var certificate = request.Create(
            new X500DistinguishedName(issuer), X509SignatureGenerator.CreateForECDsa(Key), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), number);
        return certificate.RawData;
    }

    /// <summary>A name of one relative name.</summary>
    static X500DistinguishedName Name(Action<AsnWriter> writeAttributes)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSetOf())
        {
            writeAttributes(writer);
        }

        return new X500DistinguishedName(writer.Encode());
    }

    static void WriteAttribute(AsnWriter writer, string oid, UniversalTagNumber type, ReadOnlySpan<byte> content)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteEncodedValue([(byte)type, (byte)content.Length, .. content]);
        }
    }

    static X509Extension DirectoryName(string oid, X500DistinguishedName name)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
        {
            writer.WriteEncodedValue(name.RawData);
        }

        return new X509Extension(oid, writer.Encode(), critical: true);
    }
}
