using System.Security.Cryptography;
using System.Text;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access;

/// <summary>
/// The text of a request that both sides sign. Source: IAM User Guide, "Create a signed AWS API request", step 1.
/// The path as sent is encoded once more, as every service but S3 wants it: a label's <c>%2F</c> is signed as <c>%252F</c>.
/// </summary>
static class CanonicalRequest
{
    /// <param name="target">The request target as on the wire.</param>
    /// <param name="headers">The signed headers, sorted by lower-case name, each with all its values.</param>
    /// <param name="payloadHash">Of the body, by <see cref="HashOf"/>; or what stands for it.</param>
    public static string Create(string method, RawTarget target, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> headers, string payloadHash)
    {
        var text = new StringBuilder();
        text.Append(method).Append('\n');
        text.Append(PercentEncoding.Encode(target.Path, keepSlashes: true)).Append('\n');
        text.Append(Query(target)).Append('\n');
        foreach (var (name, values) in headers)
        {
            text.Append(name).Append(':').AppendJoin(',', values.Select(Trim)).Append('\n');
        }

        text.Append('\n').AppendJoin(';', headers.Select(h => h.Key)).Append('\n');
        return text.Append(payloadHash).ToString();
    }

    public static string HashOf(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return Convert.ToHexStringLower(hash);
    }

    // Sorted after encoding, by name and then by value; a name without a value gets its '='.
    static string Query(RawTarget target) => string.Join('&', target.Query
        .Select(p => (Name: PercentEncoding.Encode(p.Key), Value: PercentEncoding.Encode(p.Value)))
        .OrderBy(p => p.Name, StringComparer.Ordinal)
        .ThenBy(p => p.Value, StringComparer.Ordinal)
        .Select(p => $"{p.Name}={p.Value}"));

    // No blanks around the value, and single ones inside.
    static string Trim(string value) => string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
