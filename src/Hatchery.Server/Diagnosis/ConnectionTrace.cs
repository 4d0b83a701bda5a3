using System.Security.Authentication;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Server.Diagnosis;

/// <summary>
/// What one device connection does, told by the edges as it happens. It stays a handful of fields until something worth keeping
/// happens: a step of provisioning, a refusal, or the first connection of a device as itself. Any thread may tell it things.
/// </summary>
public sealed partial class ConnectionTrace
{
    /// <summary>For connections that nobody records.</summary>
    public static readonly ConnectionTrace Unrecorded = new(null, "", default);

    const string CertificatesPrefix = "$aws/certificates/";
    const string TemplatesPrefix = "$aws/provisioning-templates/";

    readonly AttemptRecorder? recorder;
    readonly string address;
    readonly DateTimeOffset openedAt;
    readonly Lock gate = new();
    DateTimeOffset securedAt, connectedAt;
    SslProtocols protocol;
    CertificateId? certificate;
    string? clientId, thing, mqttVersion;
    AttemptDraft? draft;
    AttemptDraft? ofEarlier;
    bool hasRegistered;
    int repliesWaiting;

    /// <param name="recorder">Null records nothing.</param>
    public ConnectionTrace(AttemptRecorder? recorder, string address, DateTimeOffset openedAt) =>
        (this.recorder, this.address, this.openedAt) = (recorder, address, openedAt);

    /// <summary>The TLS handshake is complete.</summary>
    public void Secured(SslProtocols version)
    {
        if (recorder is not null)
        {
            (protocol, securedAt) = (version, recorder.Now);
        }
    }

    /// <summary>The certificate is registered and may connect, or is refused next.</summary>
    public void Identified(CertificateId id)
    {
        if (recorder is not null)
        {
            certificate = id;
            ofEarlier = recorder.Awaited.Find(id);
        }
    }

    /// <summary>Refused before any MQTT. Unless the certificate is known, all of one address and cause are merged.</summary>
    /// <param name="shown">The certificate that the client showed.</param>
    public void Refused(Failure failure, CertificateId? shown = null)
    {
        if (recorder is null)
        {
            return;
        }

        if (ofEarlier is not null)
        {
            FailAsItself("refused before CONNECT", failure);
            return;
        }

        FailMerged(new AttemptStep(StepKind.Tls, recorder.Now, TlsSummary(shown), failure), shown, out _, certificate?.Value ?? "");
    }

    /// <summary>CONNECT was accepted.</summary>
    public void Connected(string client, string version, bool isSessionPresent)
    {
        if (recorder is null)
        {
            return;
        }

        (clientId, mqttVersion, connectedAt) = (client, version, recorder.Now);
        if (certificate is not { } own)
        {
            return;
        }

        foreach (var refused in recorder.Merged.EndRefusalsOf(own.Value))
        {
            refused.Succeeded(new AttemptStep(StepKind.Connect, connectedAt, $"client id {AttemptLimits.Cut(client)}, {version}, from {address}"));
            recorder.Changed(refused);
        }

        if (ofEarlier is { } attempt)
        {
            recorder.Awaited.Remove(own);
            attempt.BeginsWith(null, client, null);
            attempt.Succeeded(new AttemptStep(StepKind.ConnectAsItself, connectedAt, $"client id {AttemptLimits.Cut(client)}, {version}, from {address}"));
            ofEarlier = null;
            recorder.Changed(attempt);
        }
    }

    /// <summary>Something was refused, or the connection broke a rule.</summary>
    /// <param name="thingName">The connection's thing, where it is known.</param>
    /// <returns>False when it is counted as one that came before; true when nothing is recorded.</returns>
    public bool Fail(StepKind kind, string summary, Failure failure, string? client = null, string? thingName = null)
    {
        if (recorder is null)
        {
            return true;
        }

        (clientId, thing) = (string.IsNullOrEmpty(client) ? clientId : client, thingName ?? thing);
        if (ofEarlier is not null && kind == StepKind.Connect)
        {
            FailAsItself(summary, failure);
            return true;
        }

        var step = new AttemptStep(kind, recorder.Now, AttemptLimits.Cut(summary), failure);
        if (Current is { } open)
        {
            var isAnother = open.Add(step);
            recorder.Changed(open);
            return isAnother;
        }

        FailMerged(step, shown: null, out var isNew, certificate?.Value ?? "", clientId ?? "");
        return isNew;
    }

    /// <summary>Filters were granted. Those of provisioning answers begin an attempt.</summary>
    public void Subscribed(IEnumerable<string> filters)
    {
        if (recorder is not null && filters.Where(IsOfProvisioning).ToList() is [_, ..] own)
        {
            Step(StepKind.Subscribe, string.Join(", ", own.GroupBy(Parent).Select(pair => $"{pair.Key}({string.Join('|', pair.Select(Leaf))})")));
        }
    }

    static string Parent(string topic) => topic[..(topic.LastIndexOf('/') + 1)];

    static string Leaf(string topic) => topic[(topic.LastIndexOf('/') + 1)..];

    /// <summary>This connection took the client id of another. Null unless that has become a loop.</summary>
    public Failure? TookOver(ConnectionTrace other, string client)
    {
        if (recorder?.Takeovers.LoopAfter(client) is not { } loop)
        {
            return null;
        }

        var detail = $"{loop.Count} times in {loop.Within.TotalSeconds:0} s; now certificate {Shown(certificate)} from {address} took over from certificate {Shown(other.certificate)} of {other.address}";
        return Failure.Of(ProtocolCauses.ClientIdKickLoop, detail);

        static string Shown(CertificateId? id) => id?.Value[..12] ?? "?";
    }

    /// <summary>Whether a topic or filter, or the ARN of one, is of the provisioning API.</summary>
    public static bool IsOfProvisioning(string topic) =>
        topic.Contains(CertificatesPrefix, StringComparison.Ordinal) || topic.Contains(TemplatesPrefix, StringComparison.Ordinal);

    /// <summary>The connection is over.</summary>
    /// <param name="reason">AWS's <c>disconnectReason</c>.</param>
    public void Closed(string reason, Failure? failure = null)
    {
        if (recorder is null || Current is not { } open)
        {
            return;
        }

        var waiting = Interlocked.Exchange(ref repliesWaiting, 0);
        if (waiting > 0)
        {
            open.Add(new AttemptStep(StepKind.Reply, recorder.Now, "not sent", Failure.Of(ServerCauses.ReplyNotDelivered)));
        }

        open.Add(new AttemptStep(StepKind.Disconnect, recorder.Now, reason, failure));
        open.Close();
        recorder.Changed(open);
    }

    AttemptDraft? Current
    {
        get
        {
            lock (gate)
            {
                return draft;
            }
        }
    }

    void FailAsItself(string summary, Failure failure)
    {
        var attempt = ofEarlier!;
        attempt.Add(new AttemptStep(StepKind.ConnectAsItself, recorder!.Now, AttemptLimits.Cut(summary), failure));
        attempt.BeginsWith(null, clientId, null);
        recorder.Changed(attempt);
    }

    AttemptDraft FailMerged(AttemptStep step, CertificateId? shown, out bool isNew, string byCertificate = "", string byClient = "")
    {
        var key = new FailureKey(address, byCertificate, AttemptLimits.Cut(byClient), step.Failure!.Cause.Id);
        var taken = recorder!.Merged.Take(key, step.Kind is StepKind.Tls or StepKind.Connect, from => Begin(from, KindOf(step), step.Kind), out isNew);
        if (isNew)
        {
            taken.BeginsWith(shown ?? certificate, clientId, thing);
            taken.Add(step);
            lock (gate)
            {
                draft ??= taken;
            }
        }
        else
        {
            taken.Repeat(step.At, shown);
        }

        recorder.Changed(taken);
        return taken;
    }

    static AttemptKind KindOf(AttemptStep failed) =>
        failed.Kind == StepKind.JustInTime || (failed.Failure!.Evidence.Resource is { } resource && IsOfProvisioning(resource)) ? AttemptKind.Provisioning : AttemptKind.Connection;

    /// <summary>A new record with what the connection has done so far.</summary>
    AttemptDraft Begin(string from, AttemptKind kind, StepKind? next = null)
    {
        var made = new AttemptDraft(recorder!.NextId(), kind, from, openedAt);
        made.BeginsWith(certificate, clientId, thing);
        if (securedAt != default && certificate is not null && next != StepKind.Tls)
        {
            made.Add(new AttemptStep(StepKind.Tls, openedAt, TlsSummary(certificate)) { Milliseconds = Math.Round((securedAt - openedAt).TotalMilliseconds, 1) });
        }

        if (connectedAt != default)
        {
            made.Add(new AttemptStep(StepKind.Connect, connectedAt, $"client id {AttemptLimits.Cut(clientId!)}, {mqttVersion}"));
        }

        return made;
    }

    string TlsSummary(CertificateId? shown)
    {
        var version = protocol switch
        {
            SslProtocols.Tls13 => "TLS 1.3",
            SslProtocols.Tls12 => "TLS 1.2",
            _ => "no TLS",
        };
        return shown is { } id ? $"{version}, certificate {id.Value[..12]}" : version;
    }
}
