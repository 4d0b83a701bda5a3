using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Tests.Certificates;

public sealed class CertificateAuthoritiesTests : IDisposable
{
    readonly TempFolder folder = new();

    HatcheryOptions Options => new() { DataFolder = folder.File("data") };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Makes_both_CAs_at_the_first_start_and_keeps_them()
    {
        using var first = CertificateAuthorities.LoadOrCreate(Options, TimeProvider.System);
        using var second = CertificateAuthorities.LoadOrCreate(Options, TimeProvider.System);

        Assert.Equal(first.Root.Certificate.RawData, second.Root.Certificate.RawData);
        Assert.Equal(first.Issuing.Certificate.RawData, second.Issuing.Certificate.RawData);
        Assert.Equal(folder.File("data/ca/root-ca.pem"), first.RootFile);
        Assert.Contains("CN = Hatchery Root CA", OpenSsl.Run($"x509 -in {first.RootFile} -noout -subject"));
        Assert.InRange(first.Root.Certificate.NotAfter, DateTime.Now.AddYears(20).AddDays(-2), DateTime.Now.AddYears(20).AddDays(2));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Only_the_owner_can_read_the_folder_and_the_keys()
    {
        using var cas = CertificateAuthorities.LoadOrCreate(Options, TimeProvider.System);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.File("data/ca")));
        foreach (var key in Directory.GetFiles(folder.File("data/ca"), "*.key"))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        }

        Assert.Equal(4, Directory.GetFiles(folder.File("data/ca")).Length);
    }

    [Fact]
    public void The_root_that_devices_trust_is_not_above_device_certificates()
    {
        using var cas = CertificateAuthorities.LoadOrCreate(Options, TimeProvider.System);
        using var device = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var pool = new KeyPool(0);
        var issued = new CertificateIssuer(cas.Issuing, pool, TimeProvider.System).IssueFor(new(new X500DistinguishedName("CN=localhost"), new PublicKey(device)));

        var pem = folder.Write("device.pem", issued.Pem);
        Assert.NotEqual(0, OpenSsl.Try($"verify -CAfile {cas.RootFile} -untrusted {folder.File("data/ca/issuing-ca.pem")} {pem}").ExitCode);
    }

    [Fact]
    public void Takes_an_operators_own_issuing_CA()
    {
        var (certificate, key) = (folder.File("own.pem"), folder.File("own.key"));
        OpenSsl.Run($"req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {certificate} -subj /O=Acme -days 30");
        using var cas = CertificateAuthorities.LoadOrCreate(Options with { CaCertificateFile = certificate, CaKeyFile = key }, TimeProvider.System);
        using var device = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var pool = new KeyPool(0);

        var issued = new CertificateIssuer(cas.Issuing, pool, TimeProvider.System).IssueFor(new(new X500DistinguishedName("CN=d1"), new PublicKey(device)));

        var pem = folder.Write("device.pem", issued.Pem);
        Assert.Contains("OK", OpenSsl.Run($"verify -CAfile {certificate} {pem}"));
        Assert.Contains("sha256WithRSAEncryption", OpenSsl.Run($"x509 -in {pem} -noout -text"));
    }

    [Fact]
    public void Names_the_files_when_a_certificate_and_its_key_do_not_belong_together()
    {
        using (CertificateAuthorities.LoadOrCreate(Options, TimeProvider.System))
        {
            File.Copy(folder.File("data/ca/root-ca.key"), folder.File("data/ca/issuing-ca.key"), overwrite: true);
        }

        var e = Assert.Throws<InvalidDataException>(() => CertificateAuthorities.LoadOrCreate(Options, TimeProvider.System));
        Assert.Contains("issuing-ca.key", e.Message);
    }

    [Fact]
    public void Refuses_an_issuing_CA_that_is_no_CA()
    {
        var (certificate, key) = (folder.File("own.pem"), folder.File("own.key"));
        OpenSsl.Run($"req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {certificate} -subj /O=Acme -addext basicConstraints=critical,CA:FALSE");

        var e = Assert.Throws<InvalidDataException>(() =>
            CertificateAuthorities.LoadOrCreate(Options with { CaCertificateFile = certificate, CaKeyFile = key }, TimeProvider.System));
        Assert.Contains("no CA certificate", e.Message);
    }
}
