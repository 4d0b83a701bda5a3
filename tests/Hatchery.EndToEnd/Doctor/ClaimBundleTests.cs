using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Cli.Doctor;
using Hatchery.Device.Tests;

namespace Hatchery.EndToEnd.Doctor;

/// <summary>Files are found by what they hold.</summary>
public sealed class ClaimBundleTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("hatchery-bundle-").FullName;
    readonly TestPki pki = new();

    public void Dispose()
    {
        pki.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void An_empty_folder_has_nothing()
    {
        Write("notes.txt", "claim");
        Write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        var bundle = ClaimBundle.Read(folder);

        Assert.Null(bundle.Certificate);
        Assert.Null(bundle.Key);
        Assert.Empty(bundle.Roots);
    }

    [Fact]
    public void One_file_may_hold_everything()
    {
        var (certificate, key) = pki.Issue("CN=claim");
        Write("all.pem", key + "\n" + certificate + "\r\n" + pki.RootPem);

        var bundle = ClaimBundle.Read(folder);

        Assert.Equal("all.pem", bundle.Certificate?.File);
        Assert.True(bundle.Key!.BelongsTo(bundle.Certificate!.Certificate));
        Assert.Single(bundle.Roots);
    }

    [Fact]
    public void The_claim_is_taken_where_a_device_certificate_is_there_too()
    {
        var device = pki.Issue("CN=device");
        var claim = pki.Issue("CN=claim");
        (string, string)[] files = [("a-device.pem", device.CertificatePem), ("a-device.key", device.KeyPem), ("my-claim.pem", claim.CertificatePem), ("my-claim.key", claim.KeyPem)];
        Array.ForEach(files, file => Write(file.Item1, file.Item2));

        var bundle = ClaimBundle.Read(folder);

        Assert.Equal(("my-claim.pem", "my-claim.key"), (bundle.Certificate?.File, bundle.Key?.File));
        Assert.Empty(bundle.Others);
    }

    [Fact]
    public void Two_that_nothing_tells_apart_are_told()
    {
        Write("a.pem", pki.Issue("CN=a").CertificatePem);
        Write("b.pem", pki.Issue("CN=b").CertificatePem);

        var bundle = ClaimBundle.Read(folder);

        Assert.Equal("a.pem", bundle.Certificate?.File);
        Assert.Equal("b.pem", Assert.Single(bundle.Others).File);
    }

    [Fact]
    public void A_self_signed_claim_is_no_root_whatever_it_says_of_itself()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=own", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var own = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        Write("own.pem", own.ExportCertificatePem());
        Write("own.key", key.ExportRSAPrivateKeyPem());
        Write("root.pem", pki.RootPem);

        var bundle = ClaimBundle.Read(folder);

        Assert.Equal("own.pem", bundle.Certificate?.File);
        Assert.Equal("own.key", bundle.Key?.File);
        Assert.Equal("root.pem", Assert.Single(bundle.Roots).File);
    }

    [Fact]
    public void A_root_as_DER_is_read()
    {
        using var root = X509Certificate2.CreateFromPem(pki.RootPem);
        File.WriteAllBytes(Path.Combine(folder, "AmazonRootCA1.cer"), root.RawData);

        Assert.Equal("AmazonRootCA1.cer", Assert.Single(ClaimBundle.Read(folder).Roots).File);
    }

    [Fact]
    public void A_key_that_devices_cannot_use_says_why()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write("claim.pem", pki.Issue("CN=claim").CertificatePem);
        Write("claim.key", key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)));

        Assert.Contains("encrypted by a passphrase", ClaimBundle.Read(folder).Key?.WhyNot);

        Write("claim.key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Assert.Contains("no RSA or EC private key", ClaimBundle.Read(folder).Key?.WhyNot);
    }

    [Fact]
    public void A_key_shows_only_its_file()
    {
        Write("claim.key", pki.Issue("CN=claim").KeyPem);

        Assert.Equal("claim.key", $"{ClaimBundle.Read(folder).Key}");
    }

    void Write(string file, string content) => File.WriteAllText(Path.Combine(folder, file), content);
}
