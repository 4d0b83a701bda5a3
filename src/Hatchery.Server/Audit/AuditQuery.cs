namespace Hatchery.Server.Audit;

/// <summary>Which rows; null members ask for all.</summary>
public sealed record AuditQuery
{
    /// <summary>A caller's ARN, or the end of it after a slash: a user's name, a session's.</summary>
    public string? Caller { get; init; }

    public string? AccessKeyId { get; init; }

    /// <summary>With or without the service in front.</summary>
    public string? Action { get; init; }

    /// <summary>An ARN; with a <c>*</c> at its end, all that begin so.</summary>
    public string? Resource { get; init; }

    public string? SourceIp { get; init; }

    /// <summary>A code; <c>Failed</c> for everything but Success.</summary>
    public string? Outcome { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Rows before this one, newest first; or with <see cref="Ascending"/> after it, oldest first.</summary>
    public long? From { get; init; }

    public bool Ascending { get; init; }

    public int Size { get; init; } = 25;
}
