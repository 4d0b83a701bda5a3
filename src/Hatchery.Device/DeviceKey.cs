using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Device;

/// <summary>A P-256 key made on the device, and the signing request for it.</summary>
sealed record DeviceKey(string PrivateKeyPem, string SigningRequestPem)
{
    public static DeviceKey Create(string commonName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(commonName);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        return new DeviceKey(key.ExportECPrivateKeyPem(), request.CreateSigningRequestPem());
    }
}
