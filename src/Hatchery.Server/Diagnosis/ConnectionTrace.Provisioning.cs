using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Server.Diagnosis;

/// <summary>The steps of provisioning, as its endpoints tell them.</summary>
public sealed partial class ConnectionTrace
{
    /// <summary>When an operation began, for the time it takes.</summary>
    public DateTimeOffset Now => recorder?.Now ?? default;

    /// <summary>A certificate was made for the device.</summary>
    public void CreatedCertificate(CertificateId id, string operation, DateTimeOffset begun)
    {
        if (recorder is null)
        {
            return;
        }

        // A connection that provisions one device after the other has an attempt for each.
        var attempt = ForRequest(isAnother: hasRegistered);
        hasRegistered = false;
        attempt.Created(id, Timed(StepKind.CreateCertificate, $"{operation}: certificate {id.Value[..12]}", begun));
        recorder.Changed(attempt);
    }

    /// <summary>RegisterThing was asked for. The token is not among what is told.</summary>
    public void AskedToRegister(string template, IReadOnlyDictionary<string, string> parameters)
    {
        if (recorder is null)
        {
            return;
        }

        var attempt = ForRequest(isAnother: false);
        attempt.Asks(template, parameters);
        recorder.Changed(attempt);
    }

    /// <summary>The template's hook consented.</summary>
    public void HookAllowed(string target, int overrides, DateTimeOffset begun) =>
        Step(StepKind.Hook, $"{AttemptLimits.Cut(target)} allowed it{(overrides == 0 ? "" : $" with {overrides} parameter overrides")}", begun);

    /// <summary>The thing is registered: the device is to come back with its certificate.</summary>
    public void RegisteredThing(string template, int? version, string? thingName, CertificateId own, DateTimeOffset begun)
    {
        if (recorder is null)
        {
            return;
        }

        var attempt = ForRequest(isAnother: false);
        attempt.Registered(thingName, Timed(StepKind.RegisterThing, $"template {template} {(version is null ? "(the answer given before)" : $"version {version}")}: thing {thingName ?? "(none)"}", begun));
        hasRegistered = true;
        recorder.Awaited.Add(own, attempt);
        recorder.Changed(attempt);
    }

    /// <summary>A provisioning request was refused; gives the attempt that tells of it, null when nothing is recorded.</summary>
    public AttemptId? RejectedRequest(StepKind kind, string summary, Failure failure, DateTimeOffset begun)
    {
        if (recorder is null)
        {
            return null;
        }

        var attempt = ForRequest(isAnother: kind == StepKind.CreateCertificate && hasRegistered);
        attempt.Add(Timed(kind, AttemptLimits.Cut(summary), begun) with { Failure = failure });
        recorder.Changed(attempt);
        return attempt.Id;
    }

    /// <summary>Carried out, or refused, just in time at the device's first connection.</summary>
    public void JustInTime(string summary, Failure? failure, CertificateId own, string? thingName, DateTimeOffset begun)
    {
        if (recorder is null)
        {
            return;
        }

        certificate = own;
        var step = Timed(StepKind.JustInTime, summary, begun) with { Failure = failure };
        if (failure is not null)
        {
            // A device tries again and again; someone may activate the certificate in the meantime.
            recorder.Awaited.Add(own, FailMerged(step, own, out _, own.Value));
            return;
        }

        var attempt = ForRequest(isAnother: false);
        attempt.Created(own, step);
        attempt.Registered(thingName, Timed(StepKind.RegisterThing, $"thing {thingName ?? "(none)"}", begun));
        recorder.Awaited.Add(own, attempt);
        recorder.Changed(attempt);
    }

    /// <summary>An answer waits to be written.</summary>
    public void ReplyQueued() => Interlocked.Increment(ref repliesWaiting);

    /// <summary>An answer was written to the connection, or can't be.</summary>
    /// <param name="bytes">Of the whole packet; 0 when it is larger than the client takes.</param>
    public void ReplyWritten(string topic, int payloadBytes, int bytes, bool isSubscribed)
    {
        if (recorder is null)
        {
            return;
        }

        Interlocked.Decrement(ref repliesWaiting);
        var subscribed = isSubscribed ? "subscribed" : "not subscribed";
        if (bytes == 0)
        {
            Fail(StepKind.Reply, $"{payloadBytes} bytes on {topic} not sent", Failure.Of(ServerCauses.ReplyTooLarge, $"the payload alone has {payloadBytes} bytes"));
            return;
        }

        Step(StepKind.Reply, $"{topic[(topic.LastIndexOf('/') + 1)..]}, {bytes} bytes, {subscribed}");
    }

    /// <summary>The device was gone.</summary>
    public void ReplyLost(string topic) => Fail(StepKind.Reply, $"{topic} not sent", Failure.Of(ServerCauses.ReplyNotDelivered));

    void Step(StepKind kind, string summary, DateTimeOffset begun = default)
    {
        if (recorder is null)
        {
            return;
        }

        var attempt = ForRequest(isAnother: false);
        attempt.Add(Timed(kind, AttemptLimits.Cut(summary), begun));
        recorder.Changed(attempt);
    }

    AttemptStep Timed(StepKind kind, string summary, DateTimeOffset begun)
    {
        var now = recorder!.Now;
        return new AttemptStep(kind, now, summary) { Milliseconds = begun == default ? null : Math.Round((now - begun).TotalMilliseconds, 1) };
    }

    /// <summary>The connection's attempt, begun now if there is none yet.</summary>
    AttemptDraft ForRequest(bool isAnother)
    {
        lock (gate)
        {
            if (draft is null || isAnother)
            {
                draft = Begin(address, AttemptKind.Provisioning);
            }
        }

        draft.BecomesProvisioning();
        return draft;
    }
}
