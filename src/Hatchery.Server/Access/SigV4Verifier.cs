using System.Globalization;
using Hatchery.Core;
using Hatchery.Server.Api;
using Microsoft.AspNetCore.Http;

namespace Hatchery.Server.Access;

/// <summary>
/// Decides whether a request was signed with a secret: signed host and time, time within five minutes of ours (in the query:
/// until it expires), body as signed, and the signature itself. Texts are AWS's.
/// </summary>
public sealed class SigV4Verifier(TimeProvider time)
{
    const string ContentHash = "X-Amz-Content-Sha256";
    const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <exception cref="AwsError">Why the signature doesn't count.</exception>
    public void Verify(SigV4Authorization authorization, Secret secret, string method, RawTarget target, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        RequireHost(authorization);
        var timestamp = SignedTime(authorization, headers);
        RequireCurrent(timestamp, authorization);
        var payload = PayloadHash(target, headers, body);
        if (!Targets(authorization, target).Any(signed => IsSignatureOf(signed)))
        {
            throw Invalid("The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }

        bool IsSignatureOf(RawTarget signed)
        {
            var canonical = CanonicalRequest.Create(method, signed, SignedHeaders(authorization, headers), payload);
            var expected = SigV4Signature.Compute(secret, authorization.Credential, Text(timestamp), canonical);
            return new Secret(expected).FixedTimeEquals(new Secret(authorization.Signature));
        }
    }

    /// <summary>The session token of a request; null without one.</summary>
    public static string? Token(RawTarget target, IHeaderDictionary headers) =>
        headers[Presigned.TokenName] is [{ Length: > 0 } token] ? token : target[Presigned.TokenName];

    // A token in the query is signed with the rest, or added afterwards: services of AWS differ, and so do their clients.
    static IEnumerable<RawTarget> Targets(SigV4Authorization authorization, RawTarget target)
    {
        if (authorization.Query is null)
        {
            return [target];
        }

        var signed = target.Without(Presigned.SignatureName);
        return target[Presigned.TokenName] is null ? [signed] : [signed, signed.Without(Presigned.TokenName)];
    }

    static void RequireHost(SigV4Authorization authorization)
    {
        if (!authorization.SignedHeaders.Contains("host"))
        {
            throw Invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    static DateTimeOffset SignedTime(SigV4Authorization authorization, IHeaderDictionary headers)
    {
        if (authorization.Query is { } query)
        {
            return Read(query.Timestamp, SigV4Signature.TimeFormat) ?? throw new AwsError(
                AwsErrorCode.IncompleteSignature, $"Date must be in ISO-8601 'basic format'. Got '{query.Timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601");
        }

        var signed = authorization.SignedHeaders;
        return (signed.Contains("x-amz-date") ? Read(headers["X-Amz-Date"], SigV4Signature.TimeFormat) : null)
            ?? (signed.Contains("date") ? Read(headers.Date, "r") : null)
            ?? throw new AwsError(AwsErrorCode.IncompleteSignature, "Authorization header requires existence of either a signed 'X-Amz-Date' or a signed 'Date' header.");
    }

    static DateTimeOffset? Read(string? text, string format) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read) ? read : null;

    void RequireCurrent(DateTimeOffset signedAt, SigV4Authorization authorization)
    {
        var now = time.GetUtcNow();
        var skew = Limits.SignatureClockSkewMax;
        var lasts = authorization.Query is { } query ? TimeSpan.FromSeconds(query.ExpiresSeconds) : skew;
        if (signedAt < now - lasts)
        {
            throw Invalid($"Signature expired: {Text(signedAt)} is now earlier than {Text(now - lasts)} ({Text(now)} - {Minutes(lasts)} min.)");
        }

        if (signedAt > now + skew)
        {
            throw Invalid($"Signature not yet current: {Text(signedAt)} is still later than {Text(now + skew)} ({Text(now)} + {Minutes(skew)} min.)");
        }

        if (!Text(signedAt).StartsWith(authorization.Credential.Date, StringComparison.Ordinal))
        {
            throw Invalid($"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{authorization.Credential.Date}' != '{Text(signedAt)[..8]}'.");
        }
    }

    /// <summary>
    /// The last line of what was signed: the body's hash, or the client's word that it left the body out. The streaming forms are S3's
    /// alone; they are no hash of this body.
    /// </summary>
    static string PayloadHash(RawTarget target, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var declared = headers[ContentHash] is [{ Length: > 0 } header] ? header : target[ContentHash];
        if (declared == UnsignedPayload)
        {
            return UnsignedPayload;
        }

        var hash = CanonicalRequest.HashOf(body);
        return declared is null || string.Equals(declared, hash, StringComparison.OrdinalIgnoreCase)
            ? hash
            : throw Invalid("The value of 'X-Amz-Content-SHA256' is not the SHA-256 of the request's body.");
    }

    static KeyValuePair<string, IReadOnlyList<string>>[] SignedHeaders(SigV4Authorization authorization, IHeaderDictionary headers) =>
        [.. authorization.SignedHeaders.Select(name =>
            new KeyValuePair<string, IReadOnlyList<string>>(name, [.. headers[name].Select(value => value ?? "")]))];

    static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(SigV4Signature.TimeFormat, CultureInfo.InvariantCulture);

    static string Minutes(TimeSpan time) => time.TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture);

    static AwsError Invalid(string message) => new(AwsErrorCode.InvalidSignature, message);
}
