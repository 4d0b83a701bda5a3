using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Server.Certificates;

/// <summary>A key pair for a device that makes none itself. Not a record: nothing may print it.</summary>
sealed class RsaKeyPair
{
    const int Bits = 2048;

    RsaKeyPair(RSA key)
    {
        PublicKey = new PublicKey(key);
        PublicKeyPem = key.ExportSubjectPublicKeyInfoPem() + "\n";
        PrivateKeyPem = key.ExportRSAPrivateKeyPem() + "\n";
    }

    public PublicKey PublicKey { get; }

    /// <summary><c>BEGIN PUBLIC KEY</c>.</summary>
    public string PublicKeyPem { get; }

    /// <summary><c>BEGIN RSA PRIVATE KEY</c>, PKCS#1 as AWS sends it.</summary>
    public string PrivateKeyPem { get; }

    /// <summary>About 0.2 s of CPU.</summary>
    public static RsaKeyPair Generate()
    {
        using var key = RSA.Create(Bits);
        return new RsaKeyPair(key);
    }
}
