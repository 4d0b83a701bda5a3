using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Device;

/// <summary>A certificate and its private key, both PEM: a batch's claim, or a device's own identity.</summary>
public sealed record DeviceCredentials(string CertificatePem, string PrivateKeyPem)
{
    /// <summary>Reads both from PEM files.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DeviceCredentials FromFiles(string certificateFile, string privateKeyFile) =>
        new(File.ReadAllText(certificateFile), File.ReadAllText(privateKeyFile));

    /// <summary>Says nothing of the key, so that a log line may hold this.</summary>
    public override string ToString() => nameof(DeviceCredentials);

    /// <exception cref="CryptographicException">Not a certificate, or the key isn't the certificate's.</exception>
    internal X509Certificate2 Load()
    {
        var certificate = X509Certificate2.CreateFromPem(CertificatePem, PrivateKeyPem);
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        // Schannel takes no ephemeral key: the key has to pass through a PKCS#12.
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
