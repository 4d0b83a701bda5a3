namespace Hatchery.Server.Diagnosis;

/// <summary>
/// Failures that came lately, so that the same one again is counted instead of recorded: a scan, or a device that tries all day,
/// would push everything else out. Bounded: when it is full, further addresses share one record for each cause.
/// </summary>
sealed class MergedFailures(TimeProvider time)
{
    public const string OtherAddresses = "(others)";

    readonly Lock gate = new();
    readonly Dictionary<FailureKey, (AttemptDraft Draft, DateTimeOffset Until)> known = [];

    /// <summary>The record for a key: one that is there already, or what <paramref name="begin"/> makes.</summary>
    /// <param name="begin">Gets the address to record.</param>
    public AttemptDraft Take(FailureKey key, Func<string, AttemptDraft> begin, out bool isNew)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (Find(key, now) is { } draft)
            {
                isNew = false;
                return draft;
            }

            if (known.Count >= AttemptLimits.MergedMax)
            {
                RemoveExpired(now);
            }

            if (known.Count >= AttemptLimits.MergedMax)
            {
                key = new FailureKey(OtherAddresses, "", "", key.Cause);
                if (Find(key, now) is { } shared)
                {
                    isNew = false;
                    return shared;
                }
            }

            isNew = true;
            var made = begin(key.Address);
            known[key] = (made, now + AttemptLimits.MergeWindow);
            return made;
        }
    }

    AttemptDraft? Find(FailureKey key, DateTimeOffset now) => known.TryGetValue(key, out var entry) && entry.Until > now ? entry.Draft : null;

    void RemoveExpired(DateTimeOffset now)
    {
        foreach (var (key, entry) in known)
        {
            if (entry.Until <= now)
            {
                known.Remove(key); // removing while enumerating is allowed
            }
        }
    }
}

/// <summary>What makes two failures the same. Certificate and client id are empty before a certificate is known.</summary>
readonly record struct FailureKey(string Address, string Certificate, string ClientId, string Cause);
