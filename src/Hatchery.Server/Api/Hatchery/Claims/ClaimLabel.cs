using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Server.Api.Certificates;

namespace Hatchery.Server.Api.Hatchery.Claims;

/// <summary>The claim of a path: its certificate id or ARN, the beginning of the id when no other begins so, or the name that its guards give it.</summary>
static class ClaimLabel
{
    /// <exception cref="AwsError">ResourceNotFoundException, or InvalidRequestException when several are meant.</exception>
    public static DeviceCertificate Find(IRegistryTransaction registry, ApiRequest request, AwsAccount account) => Find(registry, request.Label("claim"), account);

    /// <inheritdoc cref="Find(IRegistryTransaction, ApiRequest, AwsAccount)"/>
    public static DeviceCertificate Find(IRegistryTransaction registry, string text, AwsAccount account)
    {
        var given = text.StartsWith("arn:", StringComparison.Ordinal) ? ResourceArn.NameIn(text, "cert", account) : text;
        if (given.Length != CertificateLabel.IdLength && registry.ClaimGuards.FindNamed(given) is { } named)
        {
            return registry.Certificates.Find(new CertificateId(named.Key[(named.Key.IndexOf('/', StringComparison.Ordinal) + 1)..])) ?? throw NotFound(text);
        }

        return CertificateLabel.Beginning(registry, given) switch
        {
            [var only] => registry.Certificates.Find(only)!,
            null or [] => throw NotFound(text),
            _ => throw AwsError.InvalidRequest($"The ids of several certificates begin with {given.ToLowerInvariant()}; give more of it"),
        };
    }

    static AwsError NotFound(string text) =>
        AwsError.NotFound($"No certificate's id begins with {NearMiss.Quote(text)} (at least {CertificateLabel.PrefixMin} hex digits), and no claim has that name");
}
