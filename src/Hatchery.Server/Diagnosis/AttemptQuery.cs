using Hatchery.Core.Diagnosis;

namespace Hatchery.Server.Diagnosis;

/// <summary>Which attempts are wanted; all that is given must hold.</summary>
public sealed record AttemptQuery
{
    public AttemptOutcome? Outcome { get; init; }

    public string? Cause { get; init; }

    public string? Template { get; init; }

    public string? Thing { get; init; }

    /// <summary>An id or the beginning of one.</summary>
    public string? Certificate { get; init; }

    public string? ClientId { get; init; }

    /// <summary>The value of any parameter, e.g. a serial number.</summary>
    public string? Parameter { get; init; }

    public string? Address { get; init; }

    /// <summary>Anything of the above, whatever it is.</summary>
    public string? What { get; init; }

    /// <summary>Certificates besides that <see cref="What"/> stands for: those of the thing it names.</summary>
    public IReadOnlyList<string> OrCertificates { get; init; } = [];

    /// <summary>Changed at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Older than this one.</summary>
    public AttemptId? Before { get; init; }

    /// <summary>Changed after this revision, oldest change first; null gives the newest attempts first.</summary>
    public long? AfterRevision { get; init; }

    public int Limit { get; init; } = 25;
}
