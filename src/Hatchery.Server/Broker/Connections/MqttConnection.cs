using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Sockets;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Broker.Gates;
using Hatchery.Server.Broker.Packets;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Sessions;
using Hatchery.Server.Broker.Wire;
using Hatchery.Server.Diagnosis;
using Hatchery.Server.Signals;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Hatchery.Server.Broker.Connections;

/// <summary>
/// One client's connection from its first byte to its last. A single loop reads and handles packets in their order; a single
/// <see cref="Outbox"/> writes; anyone may <see cref="End"/> it, once.
/// </summary>
sealed class MqttConnection
{
    readonly ConnectionContext _transport;
    EndReason? _end;

    public MqttConnection(DeviceGateway gateway, ConnectionContext transport, DevicePrincipal principal)
    {
        (_transport, Gateway, Principal) = (transport, gateway, principal);
        Outbox = new Outbox(this, transport.Transport.Output);
        KeepAlive = new KeepAlive(gateway.Time);
        Trace = transport.Features.Get<ConnectionTrace>() ?? ConnectionTrace.Unrecorded;
    }

    public DeviceGateway Gateway { get; }

    public DevicePrincipal Principal { get; }

    /// <summary>What is told of it to whoever asks why.</summary>
    public ConnectionTrace Trace { get; }

    public Outbox Outbox { get; }

    public KeepAlive KeepAlive { get; }

    public TopicAliases TopicAliases { get; } = new();

    /// <summary>Free places for requests to reserved topics.</summary>
    public SemaphoreSlim ReservedPlaces { get; } = new(BrokerLimits.ReservedRequestsMax);

    /// <summary>What its lifecycle events have in common. AWS: unique, for the life of the session.</summary>
    public Guid SessionIdentifier { get; } = Guid.NewGuid();

    /// <summary>The span of its CONNECT, which spans of its requests are children of.</summary>
    public ActivityContext ConnectSpan { get; set; }

    /// <summary>Kept by <see cref="Lifecycle"/>.</summary>
    public long EventVersion { get; set; }

    /// <summary>Kept by <see cref="ConnectionIndex"/>, under its lock.</summary>
    public HashSet<string> TrackedThings { get; } = [];

    public bool IsEnded => Volatile.Read(ref _end) is not null;

    // What CONNECT fixes, in this order.

    public MqttProtocolVersion Version { get; set; } = MqttProtocolVersion.V311;

    public bool IsV5 => Version == MqttProtocolVersion.V500;

    public string ClientId { get; set; } = "";

    /// <summary>The largest packet the client takes.</summary>
    public uint PacketBytesMax { get; set; } = uint.MaxValue;

    /// <summary>The client wants reason strings. MQTT 5, Request Problem Information.</summary>
    public bool WantsReasons { get; set; }

    public ApplicationMessage? Will { get; set; }

    public Authorization? Authorization { get; set; }

    /// <summary>Set after the CONNACK is queued: from then on messages are written.</summary>
    public Session? Session { get; set; }

    public async Task RunAsync()
    {
        // INVARIANT: added before the question. A stop either finds it here or is seen.
        Gateway.Connections.Add(this);
        Metrics.Connections.Add(1);
        if (Gateway.IsStopping) End(EndReason.ServerStopping);

        try
        {
            await ReadPacketsAsync(_transport.Transport.Input);
            End(EndReason.ConnectionLost);
        }
        catch (Exception e)
        {
            EndWithError(e);
        }

        await CloseAsync(_end!);
    }

    /// <summary>Ends the connection; the first reason counts. The client is told where the protocol has a word for it.</summary>
    public void End(EndReason reason)
    {
        if (Interlocked.CompareExchange(ref _end, reason, null) is not null) return;

        Outbox.Finish(Farewell(reason));
        ReservedPlaces.Release(); // for a read loop that waits for one: it sees the end
        _transport.Transport.Input.CancelPendingRead();
    }

    public void EndWithError(Exception error)
    {
        if (error is IOException or ConnectionAbortedException or OperationCanceledException)
        {
            End(EndReason.ConnectionLost);
            return;
        }

        Log.ConnectionFailed(Gateway.Logger, error, ClientId);
        End(EndReason.ServerError);
    }

    /// <summary>A reason string for an answer; null where the client didn't ask for one or has no room for it.</summary>
    public string? ReasonText(string text) => WantsReasons && PacketBytesMax >= 512 ? text : null;

    async Task ReadPacketsAsync(PipeReader input)
    {
        while (true)
        {
            var result = await input.ReadAsync();
            var buffer = result.Buffer;
            while (!IsEnded && TryTakeFrame(ref buffer, out var frame))
            {
                KeepAlive.PacketCame();
                await PacketDispatch.HandleAsync(this, frame);
                await Outbox.RoomAsync();
            }

            if (IsEnded || result.IsCompleted) return;

            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    bool TryTakeFrame(ref ReadOnlySequence<byte> buffer, out PacketFrame frame)
    {
        var bytesMax = Session is null ? Limits.ConnectPacketBytesMax : Limits.MqttPacketBytesMax;
        switch (PacketFramer.TryRead(ref buffer, bytesMax, out frame))
        {
            case FrameResult.Complete:
                return true;
            case FrameResult.Malformed:
                End(Session is null && !PacketDispatch.MayBeginWith(buffer) ? EndReason.NotMqtt : EndReason.Malformed);
                break;
            case FrameResult.TooLarge:
                End(EndReason.ClientError(MQTTnet.Protocol.MqttDisconnectReasonCode.PacketTooLarge, ReasonTexts.PacketTooLarge, Session is null ? ProtocolCauses.PacketTooLarge : ProtocolCauses.PayloadTooLarge));
                break;
            case FrameResult.Incomplete when Session is null && !PacketDispatch.MayBeginWith(buffer):
                End(EndReason.NotMqtt);
                break;
        }

        return false;
    }

    MqttDisconnectPacket? Farewell(EndReason reason)
    {
        if (!IsV5 || Session is null || reason.Code is not { } code) return null;

        return new MqttDisconnectPacket { ReasonCode = code, ReasonString = reason.Text is null ? null : ReasonText(reason.Text) };
    }

    async Task CloseAsync(EndReason reason)
    {
        if (reason is { IsRefusal: true, Failure: { } failure }) Trace.Fail(Session is null ? StepKind.Connect : StepKind.Disconnect, reason.Text ?? reason.Name, failure, ClientId);
        Trace.Closed(reason.Name, reason.IsRefusal ? null : reason.Failure);
        if (Session is null)
        {
            Metrics.Connects.Add(1, ConnectResults.Of(reason));
        }
        else
        {
            Metrics.Disconnects.Add(1, new KeyValuePair<string, object?>("reason", reason.Name));
            Log.Ended(Gateway.Logger, ClientId, Principal.CertificateId, reason.Name, reason.Text);
            Gateway.Sessions.Close(Session, this);
            Gateway.Lifecycle.Disconnected(this, reason);
        }

        // A server that stops waits until no connection is left: by then each has told how it ended.
        Gateway.Connections.Remove(this);
        Metrics.Connections.Add(-1);
        if (Session is not null && reason.SendsWill && Will is not null) await WillSender.SendAsync(this, Will);

        var farewell = FarewellAsync();
        await Task.WhenAny(farewell, Task.Delay(BrokerLimits.FarewellTimeout));
        if (!farewell.IsCompleted) _transport.Abort();
        await farewell;
    }

    /// <summary>The last packets, then TLS's own end, which Kestrel leaves out: without it clients report a truncated stream.</summary>
    async Task FarewellAsync()
    {
        await Outbox.Finished;
        if (_transport.Features.Get<ISslStreamFeature>()?.SslStream is not { } tls) return;

        try
        {
            await tls.ShutdownAsync();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or ObjectDisposedException or SocketException)
        {
            // The peer is gone already.
        }
    }
}
