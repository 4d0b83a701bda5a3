using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Core.Certificates;

/// <summary>
/// The SHA-256 of a distinguished name's DER in hex. Issuer and subject are compared byte for byte, as issuing tools copy the one
/// from the other.
/// </summary>
public static class NameHash
{
    public static string Of(X500DistinguishedName name) => Convert.ToHexStringLower(SHA256.HashData(name.RawData));
}
