using System.Runtime.Versioning;
using Hatchery.Cli.Seed;
using Hatchery.Device.Tests;

namespace Hatchery.Cli.Tests;

[SupportedOSPlatform("linux")]
public sealed class ClaimFolderTests : IDisposable
{
    readonly string data = Directory.CreateTempSubdirectory("hatchery-claim-").FullName;
    readonly TestPki pki = new();

    public void Dispose()
    {
        pki.Dispose();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public void The_claim_is_the_operators_own()
    {
        var folder = new ClaimFolder(data);
        Assert.Null(folder.CertificateId());

        var (certificate, key) = pki.Issue("CN=claim");
        folder.WriteClaim(certificate, key);

        Assert.Equal(64, folder.CertificateId()!.Length);
        Assert.Equal(certificate, folder.Credentials().CertificatePem);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.PrivateKeyFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
    }

    [Fact]
    public void A_certificate_without_its_key_is_none()
    {
        var folder = new ClaimFolder(data);
        folder.WriteClaim(pki.Issue("CN=one").CertificatePem, pki.Issue("CN=another").KeyPem);

        Assert.Null(folder.CertificateId());
    }
}
