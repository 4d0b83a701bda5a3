using System.Diagnostics.Metrics;
using Hatchery.Core.Diagnosis;
using Hatchery.Server.Diagnosis;

namespace Hatchery.Server.Tests.Diagnosis;

public sealed class AttemptSignalsTests
{
    [Fact]
    public void An_attempt_counts_once_for_each_outcome_it_comes_to_and_for_each_repetition_of_a_failure()
    {
        // A cause of this test alone: other tests record attempts beside it.
        const string Cause = "cause-of-the-signals-test";
        var counted = new List<(string Outcome, long Count)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "hatchery.attempts") self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            var labels = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string)tag.Value!);
            if (labels["cause"].StartsWith(Cause, StringComparison.Ordinal)) counted.Add((labels["outcome"] + labels["cause"][Cause.Length..], count));
        });
        listener.Start();

        var measured = default(AttemptSignals.Measured);
        foreach (var attempt in new[]
        {
            Attempt(AttemptOutcome.Running, null, 1),
            Attempt(AttemptOutcome.Failed, Cause, 3),
            Attempt(AttemptOutcome.Failed, Cause, 3),
            Attempt(AttemptOutcome.Failed, Cause, 5),
            Attempt(AttemptOutcome.Failed, Cause + "-2", 5),
        })
        {
            measured = AttemptSignals.Count(attempt, measured);
        }

        Assert.Equal([("failed", 3), ("failed", 2), ("failed-2", 1)], counted);
    }

    static Attempt Attempt(AttemptOutcome outcome, string? cause, int count) => new()
    {
        Id = new AttemptId(1),
        Kind = AttemptKind.Provisioning,
        Outcome = outcome,
        Cause = cause,
        Count = count,
        StartedAt = default,
        UpdatedAt = default,
        Address = "10.0.0.1",
    };
}
