using Hatchery.Core;

namespace Hatchery.Server.Access;

/// <summary>
/// The <c>Authorization</c> header of a signed request. Source: IAM User Guide, "AWS Signature Version 4 for API requests".
/// </summary>
/// <param name="SignedHeaders">Lower-case names in the order of the header.</param>
/// <param name="Signature">Hex.</param>
public sealed record SigV4Authorization(SigV4Credential Credential, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

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

        return new SigV4Authorization(
            SigV4Credential.Parse(credential ?? throw Incomplete("Credential is missing"))
                ?? throw Incomplete("Credential must be <access key id>/<date>/<region>/<service>/aws4_request"),
            Names(signedHeaders ?? throw Incomplete("SignedHeaders is missing")),
            signature ?? throw Incomplete("Signature is missing"));
    }

    public override string ToString() =>
        $"{Algorithm} Credential={Credential}, SignedHeaders={string.Join(';', SignedHeaders)}, Signature={Signature}";

    // Each name once: a long value under thousands of names would be canonicalized thousands of times.
    static string[] Names(string signedHeaders)
    {
        var names = signedHeaders.Split(';');
        return names.Distinct().Count() == names.Length ? names : throw Incomplete("SignedHeaders names a header twice");
    }

    static AwsError Incomplete(string what) =>
        new(AwsErrorCode.IncompleteSignature, $"The Authorization header is incomplete: {what}");
}
