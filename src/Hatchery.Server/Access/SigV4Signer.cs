using System.Globalization;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access;

/// <summary>Signs our own requests to the API: the quickstart's, and those of commands that ask a running server.</summary>
public static class SigV4Signer
{
    /// <summary>Sets <c>X-Amz-Date</c> and <c>Authorization</c>. Signs the host, the time and every <c>x-amz…</c> header that is set.</summary>
    /// <param name="body">The bytes of the request's content; empty without one.</param>
    public static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, string accessKeyId, Secret secret, string region, string service, DateTimeOffset now)
    {
        var uri = request.RequestUri ?? throw new ArgumentException("The request has no URI", nameof(request));
        var timestamp = now.UtcDateTime.ToString(SigV4Signature.TimeFormat, CultureInfo.InvariantCulture);
        request.Headers.Remove("X-Amz-Date");
        request.Headers.Add("X-Amz-Date", timestamp);

        var headers = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["host"] = [request.Headers.Host ?? uri.Authority] };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            var lower = name.ToLowerInvariant();
            if (lower.StartsWith("x-amz", StringComparison.Ordinal))
            {
                headers[lower] = [.. values];
            }
        }

        var credential = new SigV4Credential(accessKeyId, timestamp[..8], region, service);
        var canonical = CanonicalRequest.Create(request.Method.Method, RawTarget.Parse(uri.PathAndQuery), [.. headers], CanonicalRequest.HashOf(body));
        var authorization = new SigV4Authorization(credential, [.. headers.Keys], SigV4Signature.Compute(secret, credential, timestamp, canonical));
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", authorization.ToString());
    }
}
