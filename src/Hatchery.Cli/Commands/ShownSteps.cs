using Hatchery.Core.Diagnosis;

namespace Hatchery.Cli.Commands;

/// <summary>Which steps of which attempts were printed already; of the latest attempts, so that following can go on for weeks.</summary>
sealed class ShownSteps
{
    const int AttemptsMax = 10_000;

    readonly Dictionary<AttemptId, int> counts = [];

    /// <summary>The steps that came since, and those whose failure was repeated.</summary>
    public IReadOnlyList<AttemptStep> New(Attempt attempt)
    {
        var before = counts.GetValueOrDefault(attempt.Id);
        if (counts.Count >= AttemptsMax)
        {
            counts.Clear();
        }

        counts[attempt.Id] = attempt.Steps.Count;
        return before < attempt.Steps.Count ? [.. attempt.Steps.Skip(before)] : [.. attempt.Steps.Where(step => step.LastAt == attempt.UpdatedAt)];
    }
}
