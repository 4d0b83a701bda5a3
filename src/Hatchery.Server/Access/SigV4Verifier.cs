using System.Globalization;
using Hatchery.Core;
using Hatchery.Server.Api;
using Microsoft.AspNetCore.Http;

namespace Hatchery.Server.Access;

/// <summary>
/// Decides whether a request was signed with one of our keys: known key, signed host and time, time within five minutes of
/// ours, body as signed, and the signature itself. Texts are AWS's.
/// A session token is not looked at: our keys have none, but a shell with one left over from AWS must still reach this server.
/// </summary>
public sealed class SigV4Verifier(AccessKeys keys, TimeProvider time)
{
    /// <exception cref="AwsError">Why the signature doesn't count.</exception>
    public void Verify(SigV4Authorization authorization, string method, RawTarget target, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var credential = authorization.Credential;
        var key = keys.Find(credential.AccessKeyId)
            ?? throw new AwsError(AwsErrorCode.UnrecognizedClient, "The security token included in the request is invalid.");

        var timestamp = SignedTime(authorization, headers);
        RequireCurrent(timestamp, credential);
        RequireBodyAsDeclared(headers, body);

        var canonical = CanonicalRequest.Create(method, target, SignedHeaders(authorization, headers), body);
        var expected = SigV4Signature.Compute(key.Secret, credential, timestamp.ToString(SigV4Signature.TimeFormat, CultureInfo.InvariantCulture), canonical);
        if (!new Secret(expected).FixedTimeEquals(new Secret(authorization.Signature)))
        {
            throw Invalid("The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }
    }

    static DateTimeOffset SignedTime(SigV4Authorization authorization, IHeaderDictionary headers)
    {
        var signed = authorization.SignedHeaders;
        if (!signed.Contains("host"))
        {
            throw Invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var time = default(DateTimeOffset);
        var read = (signed.Contains("x-amz-date") && DateTimeOffset.TryParseExact(headers["X-Amz-Date"], SigV4Signature.TimeFormat, CultureInfo.InvariantCulture, Utc, out time))
            || (signed.Contains("date") && DateTimeOffset.TryParseExact(headers.Date, "r", CultureInfo.InvariantCulture, Utc, out time));
        return read ? time : throw new AwsError(AwsErrorCode.IncompleteSignature, "Authorization header requires existence of either a signed 'X-Amz-Date' or a signed 'Date' header.");
    }

    void RequireCurrent(DateTimeOffset signedAt, SigV4Credential credential)
    {
        var now = time.GetUtcNow();
        var skew = Limits.SignatureClockSkewMax;
        if (signedAt < now - skew)
        {
            throw Invalid($"Signature expired: {Text(signedAt)} is now earlier than {Text(now - skew)} ({Text(now)} - {skew.TotalMinutes} min.)");
        }

        if (signedAt > now + skew)
        {
            throw Invalid($"Signature not yet current: {Text(signedAt)} is still later than {Text(now + skew)} ({Text(now)} + {skew.TotalMinutes} min.)");
        }

        if (!Text(signedAt).StartsWith(credential.Date, StringComparison.Ordinal))
        {
            throw Invalid($"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{credential.Date}' != '{Text(signedAt)[..8]}'.");
        }
    }

    // UNSIGNED-PAYLOAD and the streaming forms fall here too: no AWS client uses them for these services.
    static void RequireBodyAsDeclared(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var declared = headers["X-Amz-Content-Sha256"];
        if (declared.Count > 0 && !string.Equals(declared, CanonicalRequest.HashOf(body), StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid("The value of 'X-Amz-Content-SHA256' is not the SHA-256 of the request's body.");
        }
    }

    static KeyValuePair<string, IReadOnlyList<string>>[] SignedHeaders(SigV4Authorization authorization, IHeaderDictionary headers) =>
        [.. authorization.SignedHeaders.Select(name =>
            new KeyValuePair<string, IReadOnlyList<string>>(name, [.. headers[name].Select(value => value ?? "")]))];

    static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(SigV4Signature.TimeFormat, CultureInfo.InvariantCulture);

    static AwsError Invalid(string message) => new(AwsErrorCode.InvalidSignature, message);
}
