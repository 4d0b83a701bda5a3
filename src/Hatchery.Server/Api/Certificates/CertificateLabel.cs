using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Certificates;

/// <summary>The certificate id of a path, and what is said when there is none of that id.</summary>
static class CertificateLabel
{
    /// <summary>AWS IoT service model, CertificateId.</summary>
    public const string Pattern = "(0x)?[a-fA-F0-9]+";

    public const int IdLength = 64;

    /// <summary>Digits of a beginning that says which certificate is meant.</summary>
    public const int PrefixMin = 4;

    public static CertificateId Read(ApiRequest request)
    {
        var id = request.Label("certificateId");
        new Validation().Text("certificateId", id, Pattern, 64, 64).ThrowIfAny();
        return new CertificateId(id.ToLowerInvariant());
    }

    /// <summary>For operations of our own: an id, or a beginning that fits one certificate only.</summary>
    /// <exception cref="AwsError">It is neither.</exception>
    public static CertificateId Resolve(IRegistryTransaction registry, string idOrPrefix)
    {
        var digits = idOrPrefix.ToLowerInvariant();
        return Beginning(registry, idOrPrefix) switch
        {
            null => throw AwsError.InvalidRequest($"{NearMiss.Quote(idOrPrefix)} is no certificate: give its id, at least {PrefixMin} digits of the id's beginning, or its ARN"),
            [var only] => only,
            [] when digits.Length == IdLength => throw NotFound(new CertificateId(digits)),
            [] => throw AwsError.NotFound($"Certificate not found. No id begins with {digits}"),
            [var one, var other, ..] => throw AwsError.InvalidRequest($"Several certificates begin with {digits}, e.g. {Short(one)} and {Short(other)}: give more digits"),
        };

        string Short(CertificateId id) => id.Value[..Math.Min(IdLength, digits.Length + 8)] + "…";
    }

    /// <summary>The certificates, two at most, whose ids begin so; null for a text that no choice of a certificate may be.</summary>
    public static IReadOnlyList<CertificateId>? Beginning(IRegistryTransaction registry, string text) =>
        text.Length is >= PrefixMin and <= IdLength && text.All(char.IsAsciiHexDigit) ? registry.Certificates.WithPrefix(text.ToLowerInvariant(), 2) : null;

    public static AwsError NotFound(CertificateId id) => AwsError.NotFound($"Certificate not found. Id: {id}");
}
