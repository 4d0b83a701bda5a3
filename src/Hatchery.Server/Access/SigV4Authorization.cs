using System.Globalization;
using Hatchery.Core;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access;

/// <summary>
/// How a request says that it is signed: in its <c>Authorization</c> header, or in its query ("presigned").
/// Source: IAM User Guide, "AWS Signature Version 4 for API requests".
/// </summary>
/// <param name="SignedHeaders">Lower-case names in the order of the header.</param>
/// <param name="Signature">Hex.</param>
public sealed record SigV4Authorization(SigV4Credential Credential, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Of a signature in the query: its time and how long it holds; null for one in the header.</summary>
    public Presigned? Query { get; init; }

    /// <summary>From the header, or else from the query.</summary>
    /// <exception cref="AwsError">MissingAuthenticationTokenException without either, IncompleteSignatureException for one that lacks a part.</exception>
    public static SigV4Authorization Read(string? header, RawTarget target) =>
        string.IsNullOrWhiteSpace(header) && target["X-Amz-Algorithm"] is { } algorithm ? ReadQuery(algorithm, target) : Parse(header);

    /// <exception cref="AwsError">MissingAuthenticationTokenException without one, IncompleteSignatureException for one that lacks a part.</exception>
    public static SigV4Authorization Parse(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            throw new AwsError(AwsErrorCode.MissingAuthenticationToken, "Missing Authentication Token");
        }

        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw Incomplete($"the algorithm must be {Algorithm}");
        }

        string? credential = null, signedHeaders = null, signature = null;
        foreach (var part in header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var value = part[(equals + 1)..];
            switch (equals < 0 ? part : part[..equals])
            {
                case "Credential":
                    credential = value;
                    break;
                case "SignedHeaders":
                    signedHeaders = value;
                    break;
                case "Signature":
                    signature = value;
                    break;
            }
        }

        return Create(credential, signedHeaders, signature, Incomplete);
    }

    public override string ToString() =>
        $"{Algorithm} Credential={Credential}, SignedHeaders={string.Join(';', SignedHeaders)}, Signature={Signature}";

    static SigV4Authorization ReadQuery(string algorithm, RawTarget target)
    {
        if (algorithm != Algorithm)
        {
            throw IncompleteQuery($"X-Amz-Algorithm must be {Algorithm}");
        }

        // AWS's services other than S3 do without X-Amz-Expires.
        var seconds = Presigned.SecondsDefault;
        if (target["X-Amz-Expires"] is { } expires
            && (!int.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds is < 1 or > Limits.PresignedSecondsMax))
        {
            throw IncompleteQuery($"X-Amz-Expires must be 1 to {Limits.PresignedSecondsMax} seconds");
        }

        return Create(target["X-Amz-Credential"], target["X-Amz-SignedHeaders"], target[Presigned.SignatureName], IncompleteQuery) with
        {
            Query = new Presigned(target["X-Amz-Date"] ?? throw IncompleteQuery("X-Amz-Date is missing"), seconds),
        };
    }

    static SigV4Authorization Create(string? credential, string? signedHeaders, string? signature, Func<string, AwsError> incomplete) => new(
        SigV4Credential.Parse(credential ?? throw incomplete("Credential is missing"))
            ?? throw incomplete("Credential must be <access key id>/<date>/<region>/<service>/aws4_request"),
        Names(signedHeaders ?? throw incomplete("SignedHeaders is missing"), incomplete),
        signature ?? throw incomplete("Signature is missing"));

    // Each name once: a long value under thousands of names would be canonicalized thousands of times.
    static string[] Names(string signedHeaders, Func<string, AwsError> incomplete)
    {
        var names = signedHeaders.Split(';');
        return names.Distinct().Count() == names.Length ? names : throw incomplete("SignedHeaders names a header twice");
    }

    static AwsError Incomplete(string what) =>
        new(AwsErrorCode.IncompleteSignature, $"The Authorization header is incomplete: {what}");

    static AwsError IncompleteQuery(string what) =>
        new(AwsErrorCode.IncompleteSignature, $"The signature in the query is incomplete: {what}");
}
