using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;

namespace Hatchery.Server.Diagnosis;

/// <summary>
/// An attempt as it grows. Connections add to it from any thread; the writer takes snapshots of it. Bounded, whatever the device
/// does.
/// </summary>
sealed class AttemptDraft(AttemptId id, AttemptKind kind, string address, DateTimeOffset startedAt)
{
    readonly Lock gate = new();
    readonly List<AttemptStep> steps = [];
    readonly Dictionary<string, string> parameters = [];
    readonly List<string> otherClientIds = [];
    readonly List<string> otherCertificates = [];
    AttemptKind kind = kind;
    DateTimeOffset beganAt = startedAt;
    DateTimeOffset? updatedAt;
    string from = address;
    string? clientId, certificateId, newCertificateId, template, thingName, cause;
    int count = 1, stepsLeftOut;
    bool isRegistered, isDone, isClosed;
    int queued;

    public AttemptId Id => id;

    /// <summary>Begun by an earlier run of the server: what it has of it is read before it is written again.</summary>
    public bool IsContinued { get; set; }

    /// <summary>Handles that the database has already. The writer's own.</summary>
    public Dictionary<long, HandleKinds> Written { get; } = [];

    /// <summary>As it was counted last. The writer's own.</summary>
    public AttemptSignals.Measured Measured { get; set; }

    /// <summary>True once for all changes until <see cref="Snapshot"/>: then it has to be queued.</summary>
    public bool TryQueue() => Interlocked.Exchange(ref queued, 1) == 0;

    public void Unqueue() => Interlocked.Exchange(ref queued, 0);

    public void BeginsWith(CertificateId? certificate, string? client, string? thing)
    {
        lock (gate)
        {
            certificateId ??= certificate?.Value;
            clientId ??= client;
            thingName = thing ?? thingName;
            AddTo(otherClientIds, client, clientId);
        }
    }

    public void BecomesProvisioning()
    {
        lock (gate)
        {
            kind = AttemptKind.Provisioning;
        }
    }

    /// <summary>Adds a step. The same failure again is counted, and what is beyond the bound, too: then it is false.</summary>
    public bool Add(AttemptStep step)
    {
        lock (gate)
        {
            updatedAt = step.At;
            cause = step.Failure?.Cause.Id ?? cause;
            if (!step.IsOk && steps is [.., var last] && last.Kind == step.Kind && last.Failure?.Cause == step.Failure!.Cause)
            {
                steps[^1] = step with { At = last.At, Count = last.Count + 1, LastAt = step.At };
                return false;
            }

            if (steps.Count >= AttemptLimits.StepsMax)
            {
                stepsLeftOut++;
                return false;
            }

            steps.Add(step);
            return true;
        }
    }

    public void Created(CertificateId certificate, AttemptStep step)
    {
        lock (gate)
        {
            newCertificateId = certificate.Value;
            cause = null;
        }

        Add(step);
    }

    public void Asks(string templateName, IReadOnlyDictionary<string, string> sent)
    {
        lock (gate)
        {
            template = templateName;
            parameters.Clear();
            foreach (var (name, value) in sent.Take(AttemptLimits.ParametersMax))
            {
                parameters[AttemptLimits.Cut(name)] = AttemptLimits.Cut(value);
            }
        }
    }

    public void Registered(string? thing, AttemptStep step)
    {
        lock (gate)
        {
            (isRegistered, cause, thingName) = (true, null, thing ?? thingName);
        }

        Add(step);
    }

    /// <summary>The device connected as itself: nothing more belongs to the attempt.</summary>
    public void Succeeded(AttemptStep step)
    {
        Add(step);
        lock (gate)
        {
            (isDone, cause) = (true, null);
        }
    }

    /// <summary>The same failure came again, on another connection.</summary>
    public void Repeat(DateTimeOffset at, CertificateId? certificate)
    {
        lock (gate)
        {
            count++;
            updatedAt = at;
            if (steps.FindLastIndex(step => !step.IsOk) is var failed and >= 0)
            {
                steps[failed] = steps[failed] with { Count = steps[failed].Count + 1, LastAt = at };
            }

            AddTo(otherCertificates, certificate?.Value, certificateId);
        }
    }

    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
        }
    }

    /// <summary>What an earlier run of the server had of it goes before.</summary>
    public void Adopt(Attempt earlier)
    {
        lock (gate)
        {
            steps.InsertRange(0, earlier.Steps);
            (kind, beganAt, isRegistered) = (earlier.Kind, earlier.StartedAt, true);
            from = earlier.Address;
            (template, thingName) = (template ?? earlier.Template, thingName ?? earlier.ThingName);
            (certificateId, newCertificateId) = (earlier.CertificateId, earlier.NewCertificateId);
            AddTo(otherClientIds, clientId, earlier.ClientId);
            clientId = earlier.ClientId ?? clientId;
            foreach (var (name, value) in earlier.Parameters)
            {
                parameters.TryAdd(name, value);
            }
        }
    }

    /// <summary>The attempt as it is now.</summary>
    public Attempt Snapshot()
    {
        // INVARIANT: before the read, so that a change after it queues the draft again.
        Unqueue();
        lock (gate)
        {
            return new Attempt
            {
                Id = id,
                Kind = kind,
                Outcome = Outcome(),
                Cause = cause,
                StartedAt = beganAt,
                UpdatedAt = updatedAt ?? beganAt,
                Count = count,
                Address = from,
                ClientId = clientId,
                CertificateId = certificateId,
                NewCertificateId = newCertificateId,
                OtherClientIds = [.. otherClientIds],
                OtherCertificateIds = [.. otherCertificates],
                Template = template,
                ThingName = thingName,
                Parameters = new Dictionary<string, string>(parameters),
                Steps = [.. steps],
                StepsLeftOut = stepsLeftOut,
            };
        }
    }

    static void AddTo(List<string> others, string? other, string? first)
    {
        if (other is not null && other != first && others.Count < AttemptLimits.OthersMax && !others.Contains(other))
        {
            others.Add(other);
        }
    }

    AttemptOutcome Outcome()
    {
        if (isDone)
        {
            return AttemptOutcome.Succeeded;
        }

        if (cause is not null)
        {
            return AttemptOutcome.Failed;
        }

        if (isRegistered)
        {
            return AttemptOutcome.Registered;
        }

        return isClosed ? AttemptOutcome.Abandoned : AttemptOutcome.Running;
    }
}
