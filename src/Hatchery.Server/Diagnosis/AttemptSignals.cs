using Hatchery.Core.Diagnosis;
using Hatchery.Server.Signals;

namespace Hatchery.Server.Diagnosis;

/// <summary>Counts attempts as they are written: each time one comes to another outcome, and each repetition of a failure.</summary>
static class AttemptSignals
{
    /// <param name="before">What the last call gave for the same attempt; default at first.</param>
    public static Measured Count(Attempt attempt, Measured before)
    {
        if (attempt.Outcome == AttemptOutcome.Running)
        {
            return before;
        }

        var isNew = before.Count == 0 || (attempt.Outcome, attempt.Cause) != (before.Outcome, before.Cause);
        var repeated = attempt.Count - Math.Max(1, before.Count);
        if ((isNew ? 1 : 0) + repeated is > 0 and var count)
        {
            Metrics.Attempts.Add(count, new("kind", AttemptJson.Word(attempt.Kind)), new("outcome", AttemptJson.Word(attempt.Outcome)), new("cause", attempt.Cause ?? "none"));
        }

        return new Measured(attempt.Outcome, attempt.Cause, attempt.Count);
    }

    public readonly record struct Measured(AttemptOutcome Outcome, string? Cause, int Count);
}
