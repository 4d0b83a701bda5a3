using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Core.Certificates;

namespace Hatchery.Server.Certificates;

/// <summary>A key pair for a device that makes none itself. Not a record: nothing may print it.</summary>
sealed class DeviceKeyPair
{
    const int RsaBits = 2048;

    DeviceKeyPair(PublicKey publicKey, AsymmetricAlgorithm key, string privateKeyPem)
    {
        PublicKey = publicKey;
        PublicKeyPem = key.ExportSubjectPublicKeyInfoPem() + "\n";
        PrivateKeyPem = privateKeyPem + "\n";
    }

    public PublicKey PublicKey { get; }

    /// <summary><c>BEGIN PUBLIC KEY</c>.</summary>
    public string PublicKeyPem { get; }

    /// <summary><c>BEGIN RSA PRIVATE KEY</c>, PKCS#1 as AWS sends it; for EC its sibling <c>BEGIN EC PRIVATE KEY</c> (RFC 5915).</summary>
    public string PrivateKeyPem { get; }

    /// <summary>About 0.2 s of CPU: take one from the <see cref="KeyPool"/>.</summary>
    public static DeviceKeyPair GenerateRsa()
    {
        using var key = RSA.Create(RsaBits);
        return new DeviceKeyPair(new PublicKey(key), key, key.ExportRSAPrivateKeyPem());
    }

    /// <summary>Under a millisecond.</summary>
    public static DeviceKeyPair GenerateEc(DeviceKeyType type)
    {
        using var key = ECDsa.Create(type == DeviceKeyType.EcP384 ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        return new DeviceKeyPair(new PublicKey(key), key, key.ExportECPrivateKeyPem());
    }
}
