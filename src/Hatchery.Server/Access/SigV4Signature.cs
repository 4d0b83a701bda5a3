using System.Security.Cryptography;
using System.Text;

namespace Hatchery.Server.Access;

/// <summary>Steps 2 to 4 of Signature Version 4: the string to sign, the key of a scope, the signature.</summary>
static class SigV4Signature
{
    public const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <param name="timestamp">The request's time in <see cref="TimeFormat"/>.</param>
    /// <returns>The signature in lower-case hex.</returns>
    public static string Compute(Secret secret, SigV4Credential credential, string timestamp, string canonicalRequest)
    {
        var stringToSign = string.Join('\n',
            SigV4Authorization.Algorithm,
            timestamp,
            credential.Scope,
            CanonicalRequest.HashOf(Encoding.UTF8.GetBytes(canonicalRequest)));

        var key = Encoding.UTF8.GetBytes("AWS4" + secret.Reveal());
        foreach (var part in (ReadOnlySpan<string>)[credential.Date, credential.Region, credential.Service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));
    }
}
