using System.Security.Cryptography;

namespace Hatchery.Core.Certificates;

/// <summary>The SHA-256 of a certificate's DER in 64 lower-case hex digits: AWS IoT's certificate id, and the principal of a device.</summary>
public readonly record struct CertificateId(string Value)
{
    public static CertificateId Of(ReadOnlySpan<byte> der)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(der, hash);
        return new CertificateId(Convert.ToHexStringLower(hash));
    }

    public override string ToString() => Value;
}
