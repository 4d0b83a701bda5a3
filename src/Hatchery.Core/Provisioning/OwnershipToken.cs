using System.Security.Cryptography;
using System.Text;
using Hatchery.Core.Certificates;

namespace Hatchery.Core.Provisioning;

/// <summary>
/// A certificate ownership token as the registry holds it: by its hash, never in clear.
/// Alive for an hour, bound to one certificate; once used, only the identical request is answered again.
/// </summary>
/// <param name="Hash">SHA-256 of the token's UTF-8, hex.</param>
/// <param name="RequestHash">Hash of the RegisterThing request that succeeded with it; null while unused.</param>
/// <param name="Reply">The reply given to that request: JSON of thingName and deviceConfiguration.</param>
public sealed record OwnershipToken(string Hash, CertificateId CertificateId, DateTimeOffset ExpiresAt, string? RequestHash = null, string? Reply = null)
{
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
