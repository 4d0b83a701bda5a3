namespace Hatchery.Core.Diagnosis;

/// <summary>What one device tried, step by step. Nothing in it is secret.</summary>
public sealed record Attempt
{
    public required AttemptId Id { get; init; }

    public required AttemptKind Kind { get; init; }

    public required AttemptOutcome Outcome { get; init; }

    /// <summary>The id of the cause that decided it; null unless it failed.</summary>
    public string? Cause { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How many alike are merged in it: failures that would flood everything else.</summary>
    public int Count { get; init; } = 1;

    public required string Address { get; init; }

    public string? ClientId { get; init; }

    /// <summary>The certificate it began with: a claim's, or the device's own.</summary>
    public string? CertificateId { get; init; }

    /// <summary>Further client ids that it used: a claim's session has one, the device itself another.</summary>
    public IReadOnlyList<string> OtherClientIds { get; init; } = [];

    /// <summary>Of merged failures, further certificates that were shown.</summary>
    public IReadOnlyList<string> OtherCertificateIds { get; init; } = [];

    /// <summary>The certificate it brought.</summary>
    public string? NewCertificateId { get; init; }

    public string? Template { get; init; }

    public string? ThingName { get; init; }

    /// <summary>As the device sent them, cut to a bound.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<AttemptStep> Steps { get; init; } = [];

    /// <summary>Steps beyond the bound of one attempt.</summary>
    public int StepsLeftOut { get; init; }
}
