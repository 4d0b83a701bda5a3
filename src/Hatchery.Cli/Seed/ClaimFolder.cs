using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Device;

namespace Hatchery.Cli.Seed;

/// <summary><c>quickstart/</c> in the data folder: what firmware needs, the operator's own.</summary>
sealed class ClaimFolder(string dataFolder)
{
    public string Path { get; } = System.IO.Path.Combine(dataFolder, "quickstart");

    public string CertificateFile => System.IO.Path.Combine(Path, "claim.cert.pem");

    public string PrivateKeyFile => System.IO.Path.Combine(Path, "claim.private.key");

    public string RootCaFile => System.IO.Path.Combine(Path, "root-ca.pem");

    /// <summary>Id of the claim certificate kept here (SHA-256 of its DER); null without one that has its key.</summary>
    public string? CertificateId()
    {
        if (!File.Exists(CertificateFile) || !File.Exists(PrivateKeyFile))
        {
            return null;
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(CertificateFile, PrivateKeyFile);
            return certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public DeviceCredentials Credentials() => DeviceCredentials.FromFiles(CertificateFile, PrivateKeyFile);

    public void WriteClaim(string certificatePem, string privateKeyPem)
    {
        Write(PrivateKeyFile, privateKeyPem);
        Write(CertificateFile, certificatePem);
    }

    public void WriteRootCa(string sourceFile) => Write(RootCaFile, File.ReadAllText(sourceFile));

    void Write(string file, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path);
        }
        else
        {
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.Write(content);
    }
}
