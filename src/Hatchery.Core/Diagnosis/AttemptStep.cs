namespace Hatchery.Core.Diagnosis;

/// <summary>One thing that happened in an attempt.</summary>
/// <param name="Summary">What, in a few words.</param>
/// <param name="Failure">Null when it went well.</param>
public sealed record AttemptStep(StepKind Kind, DateTimeOffset At, string Summary, Failure? Failure = null)
{
    /// <summary>How long it took; null where that means nothing.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>How often the same failure came in a row.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The time of the last of them.</summary>
    public DateTimeOffset? LastAt { get; init; }

    public bool IsOk => Failure is null;
}
