using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Hatchery.Claims;

/// <summary>The claim of a path: its certificate id or ARN, the beginning of the id when no other begins so, or the name that its guards give it.</summary>
static class ClaimLabel
{
    const int PrefixLengthMin = 4;
    const int IdLength = 64;

    /// <exception cref="AwsError">ResourceNotFoundException, or InvalidRequestException when several are meant.</exception>
    public static DeviceCertificate Find(IRegistryTransaction registry, ApiRequest request, AwsAccount account) => Find(registry, request.Label("claim"), account);

    /// <inheritdoc cref="Find(IRegistryTransaction, ApiRequest, AwsAccount)"/>
    public static DeviceCertificate Find(IRegistryTransaction registry, string text, AwsAccount account)
    {
        var given = text.StartsWith("arn:", StringComparison.Ordinal) ? ResourceArn.NameIn(text, "cert", account) : text;
        if (given.Length != IdLength && registry.ClaimGuards.FindNamed(given) is { } named)
        {
            return registry.Certificates.Find(new CertificateId(named.Key[(named.Key.IndexOf('/', StringComparison.Ordinal) + 1)..])) ?? throw NotFound(text);
        }

        var prefix = given.ToLowerInvariant();
        if (prefix.Length is < PrefixLengthMin or > IdLength || !prefix.All(char.IsAsciiHexDigitLower))
        {
            throw NotFound(text);
        }

        return registry.Certificates.WithPrefix(prefix, max: 2) switch
        {
            [var only] => registry.Certificates.Find(only)!,
            [] => throw NotFound(text),
            _ => throw AwsError.InvalidRequest($"The ids of several certificates begin with {prefix}; give more of it"),
        };
    }

    static AwsError NotFound(string text) =>
        AwsError.NotFound($"No certificate's id begins with {NearMiss.Quote(text)} (at least {PrefixLengthMin} hex digits), and no claim has that name");
}
