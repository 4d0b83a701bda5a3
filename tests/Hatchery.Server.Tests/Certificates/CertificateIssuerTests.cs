using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Hatchery.Core.Certificates;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Tests.Certificates;

public sealed class CertificateIssuerTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly ManualTime time = new();
    readonly CertificateAuthorities cas;
    readonly KeyPool keys = TestKeys.Pool();
    readonly CertificateIssuer issuer;

    public CertificateIssuerTests()
    {
        cas = CertificateAuthorities.LoadOrCreate(new HatcheryOptions { DataFolder = folder.Path }, time);
        issuer = new CertificateIssuer(cas.Issuing, keys, time);
    }

    public void Dispose()
    {
        keys.Dispose();
        cas.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_certificate_with_keys_looks_like_AWSs()
    {
        var issued = await issuer.IssueWithKeysAsync(TestContext.Current.CancellationToken);

        var text = OpenSsl.Run("x509 -noout -text -nameopt multiline,show_type,-esc_msb", issued.Pem);
        Assert.Contains("organizationalUnitName    = UTF8STRING:Amazon Web Services O=Amazon.com Inc. L=Seattle ST=Washington C=US", text);
        Assert.Contains("commonName                = UTF8STRING:AWS IoT Certificate", text);
        Assert.Contains("Not Before: Mar  1 11:58:00 2026 GMT", text);
        Assert.Contains("Not After : Dec 31 23:59:59 2049 GMT", text);
        Assert.Contains("ecdsa-with-SHA256", text);
        Assert.Contains("Public-Key: (2048 bit)", text);
        var extensions = Regex.Matches(text, @"X509v3 [A-Z][A-Za-z ]+: ?(critical)?").Select(m => m.Value.Trim());
        Assert.Equal(
            ["X509v3 Authority Key Identifier:", "X509v3 Subject Key Identifier:", "X509v3 Basic Constraints: critical", "X509v3 Key Usage: critical"],
            extensions);
        Assert.Matches(@"Key Usage: critical\s+Digital Signature\s", text);
        Assert.DoesNotContain("DirName", text);
        Assert.Contains("OK", OpenSsl.Run($"verify -CAfile {folder.File("ca/issuing-ca.pem")} {folder.Write("device.pem", issued.Pem)}"));
    }

    [Fact]
    public async Task Names_dates_and_an_empty_basic_constraints_are_encoded_as_AWSs()
    {
        var issued = await issuer.IssueWithKeysAsync(TestContext.Current.CancellationToken);

        var asn1 = OpenSsl.Run("asn1parse", issued.Pem);
        Assert.Equal(2, Regex.Count(asn1, "UTF8STRING"));
        Assert.Equal(2, Regex.Count(asn1, "UTCTIME"));
        Assert.Contains("491231235959Z", asn1);
        Assert.Matches(@"X509v3 Basic Constraints\s.*\s.*BOOLEAN.*255\s.*OCTET STRING\s+\[HEX DUMP\]:3000", asn1);
    }

    [Fact]
    public async Task The_id_is_the_hash_of_the_DER_and_the_PEM_is_short_with_a_final_newline()
    {
        var issued = await issuer.IssueWithKeysAsync(TestContext.Current.CancellationToken);

        using var certificate = X509Certificate2.CreateFromPem(issued.Pem);
        Assert.Equal(CertificateId.Of(certificate.RawData), issued.Id);
        Assert.EndsWith("-----END CERTIFICATE-----\n", issued.Pem);
        Assert.DoesNotContain('\r', issued.Pem);
        Assert.All(issued.Pem.Split('\n')[1..^3], line => Assert.Equal(64, line.Length));
        Assert.InRange(issued.Pem.Length, 900, 1224);
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), issued.NotAfter.UtcDateTime);
        Assert.Equal(certificate.NotBefore.ToUniversalTime(), issued.NotBefore.UtcDateTime);
    }

    [Fact]
    public async Task The_keys_are_PKCS1_and_belong_to_the_certificate()
    {
        var issued = await issuer.IssueWithKeysAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("-----BEGIN RSA PRIVATE KEY-----\n", issued.PrivateKeyPem);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----\n", issued.PublicKeyPem);
        Assert.Contains("RSA key ok", OpenSsl.Run("rsa -check -noout", issued.PrivateKeyPem!));
        var modulus = OpenSsl.Run("rsa -modulus -noout", issued.PrivateKeyPem!);
        Assert.Equal(modulus, OpenSsl.Run("x509 -modulus -noout", issued.Pem));
        Assert.Equal(modulus, OpenSsl.Run("rsa -pubin -modulus -noout", issued.PublicKeyPem!));
        Assert.InRange(issued.PrivateKeyPem!.Length, 1600, 2047);
        Assert.DoesNotContain("PRIVATE", issued.ToString());
    }

    [Fact]
    public void A_CSR_gives_its_subject_and_key_and_twice_gives_two_certificates()
    {
        var key = folder.File("device.key");
        OpenSsl.Run($"ecparam -name prime256v1 -genkey -noout -out {key}");
        var csr = CertificateSigningRequest.Parse(OpenSsl.Run($"req -new -key {key} -subj /O=Acme/CN=sensor-1"));

        var (first, second) = (issuer.IssueFor(csr), issuer.IssueFor(csr));

        Assert.NotEqual(first.Id, second.Id);
        Assert.Null(first.PrivateKeyPem);
        Assert.Equal(OpenSsl.Run($"ec -in {key} -pubout"), OpenSsl.Run("x509 -pubkey -noout", first.Pem) + "read EC key\nwriting EC key\n");
        Assert.Contains("O = Acme, CN = sensor-1", OpenSsl.Run("x509 -subject -noout", first.Pem));
    }

    [Fact]
    public async Task Serials_are_random_and_160_bits_long_also_when_issued_at_once()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateSigningRequest(new X500DistinguishedName("CN=d"), new PublicKey(key));

        var issued = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => issuer.IssueFor(csr))));

        var serials = issued.Select(i => X509Certificate2.CreateFromPem(i.Pem).SerialNumberBytes.ToArray()).ToList();
        Assert.Equal(200, serials.Select(Convert.ToHexString).Distinct().Count());
        Assert.All(serials, serial => Assert.InRange(serial.Length, 18, 21));
    }
}
