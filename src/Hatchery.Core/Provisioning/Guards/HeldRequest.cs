using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning.Guards;

/// <summary>
/// A RegisterThing that waits for an operator. It is known by claim, template and parameters, not by its token: a device that starts
/// over with a new certificate meanwhile asks for the same.
/// </summary>
public sealed record HeldRequest
{
    /// <summary>Given by the registry.</summary>
    public long Id { get; init; }

    public required CertificateId ClaimId { get; init; }

    public required TemplateName TemplateName { get; init; }

    /// <summary><see cref="RegisterThingRequest.Hash"/>.</summary>
    public required string RequestHash { get; init; }

    public HeldStatus Status { get; init; } = HeldStatus.Waiting;

    /// <summary>The certificate that it asked with last.</summary>
    public required CertificateId CertificateId { get; init; }

    public string? Serial { get; init; }

    public string? ThingName { get; init; }

    public required string ClientId { get; init; }

    public required string SourceIp { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required DateTimeOffset FirstAskedAt { get; init; }

    public required DateTimeOffset LastAskedAt { get; init; }
}

public enum HeldStatus
{
    Waiting,
    Approved,
    Refused,
}
