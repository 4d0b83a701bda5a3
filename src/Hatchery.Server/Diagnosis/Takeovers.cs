namespace Hatchery.Server.Diagnosis;

/// <summary>
/// Sees when connections throw each other out under one client id. A device that comes back before its old connection was missed
/// does so once; two that share an id do it again and again.
/// </summary>
sealed class Takeovers(TimeProvider time)
{
    const int LoopMin = 3;
    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    readonly Lock gate = new();
    readonly Dictionary<string, (int Count, DateTimeOffset Since)> counts = [];

    /// <summary>How often it has happened lately, if that is a loop.</summary>
    public (int Count, TimeSpan Within)? LoopAfter(string clientId)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (counts.Count >= AttemptLimits.TakeoversMax)
            {
                counts.Clear();
            }

            var (count, since) = counts.GetValueOrDefault(clientId);
            (count, since) = now - since > Window ? (1, now) : (count + 1, since);
            counts[clientId] = (count, since);
            return count >= LoopMin ? (count, now - since) : null;
        }
    }
}
