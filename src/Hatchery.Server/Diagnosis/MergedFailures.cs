using System.Runtime.InteropServices;

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

    // Refused connections by their certificate, until one succeeds.
    readonly Dictionary<string, HashSet<FailureKey>> refused = [];

    /// <summary>The record for a key: one that is there already, or what <paramref name="begin"/> makes.</summary>
    /// <param name="begin">Gets the address to record.</param>
    /// <param name="isOfConnecting">A connection of the certificate that succeeds ends it.</param>
    public AttemptDraft Take(FailureKey key, bool isOfConnecting, Func<string, AttemptDraft> begin, out bool isNew)
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
            if (isOfConnecting && key.Certificate.Length > 0)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(refused, key.Certificate, out _) ??= []).Add(key);
            }

            return made;
        }
    }

    /// <summary>The certificate connected: its refusals are over, and the same one later is a new record.</summary>
    public IReadOnlyList<AttemptDraft> EndRefusalsOf(string certificate)
    {
        lock (gate)
        {
            if (!refused.Remove(certificate, out var keys))
            {
                return [];
            }

            var ended = keys.Where(known.ContainsKey).Select(key => known[key].Draft).ToList();
            foreach (var key in keys)
            {
                known.Remove(key);
            }

            return ended;
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
                if (refused.TryGetValue(key.Certificate, out var keys) && keys.Remove(key) && keys.Count == 0)
                {
                    refused.Remove(key.Certificate);
                }
            }
        }
    }
}

/// <summary>What makes two failures the same. Certificate and client id are empty before a certificate is known.</summary>
readonly record struct FailureKey(string Address, string Certificate, string ClientId, string Cause);
