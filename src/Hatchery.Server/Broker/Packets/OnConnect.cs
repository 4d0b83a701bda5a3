using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Policies;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Gates;
using Hatchery.Server.Broker.Sessions;
using Hatchery.Server.Broker.Wire;
using Hatchery.Server.Signals;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Packets;

/// <summary>CONNECT: the rules of the protocol, then the policies, then the session. User name and password are ignored: the certificate is who connects.</summary>
static class OnConnect
{
    public static ValueTask HandleAsync(MqttConnection connection, in PacketFrame frame)
    {
        if (frame.Type != MqttControlPacketType.Connect || !ConnectHead.TryReadVersion(frame.Body, out var version))
        {
            connection.End(EndReason.NotMqtt);
            return ValueTask.CompletedTask;
        }

        if (version == MqttProtocolVersion.Unknown)
        {
            ConnectRefusal.SendUnacceptableVersion(connection);
            return ValueTask.CompletedTask;
        }

        connection.Version = version;
        if (version == MqttProtocolVersion.V311 && ConnectHead.LacksClientId(frame.Body))
        {
            ConnectRefusal.Send(connection, MqttConnectReasonCode.ClientIdentifierNotValid, text: null, Failure.Of(ProtocolCauses.ClientIdMissing));
            return ValueTask.CompletedTask;
        }

        if (PacketCodec.TryDecode(frame, version) is not MqttConnectPacket packet)
        {
            connection.End(EndReason.Malformed);
            return ValueTask.CompletedTask;
        }

        connection.WantsReasons = packet.RequestProblemInformation;
        if (packet.MaximumPacketSize > 0) connection.PacketBytesMax = packet.MaximumPacketSize;
        var request = ConnectRequest.Of(packet, version, connection.Gateway.Time.GetUtcNow());
        connection.ClientId = request.ClientId;
        return HandleAsync(connection, request);
    }

    static async ValueTask HandleAsync(MqttConnection connection, ConnectRequest request)
    {
        if (request.Fault is { } fault)
        {
            ConnectRefusal.Send(connection, fault.Code, fault.Text, Failure.Of(fault.Cause));
            return;
        }

        var gateway = connection.Gateway;
        using var span = Spans.StartServer(Spans.Connect);
        span?.SetTag("messaging.client.id", request.ClientId).SetTag("hatchery.principal_id", connection.Principal.CertificateId.Value);
        connection.ConnectSpan = span?.Context ?? default;
        connection.Authorization = new Authorization(gateway, connection, ContextOf(connection, request));

        // INVARIANT: tracked before the policies are read, so that no change in between is missed.
        gateway.Connections.Track(connection, request.ClientId);
        AuthorizationSnapshot authorization;
        try
        {
            authorization = await connection.Authorization.CurrentAsync();
        }
        catch (Exception e)
        {
            Log.ConnectionFailed(gateway.Logger, e, request.ClientId);
            ConnectRefusal.Send(connection, MqttConnectReasonCode.ServerUnavailable, text: null, Failure.Of(ServerCauses.ServerUnavailable));
            return;
        }

        if (ConnectGate.Refuse(connection, authorization, request.Will) is { } trace)
        {
            span.Fail("AuthError");
            gateway.Lifecycle.ConnectFailed(connection);
            ConnectRefusal.Send(connection, MqttConnectReasonCode.NotAuthorized, ReasonTexts.NotAuthorized("CONNACK", trace));
            return;
        }

        Accept(connection, request);
    }

    static void Accept(MqttConnection connection, ConnectRequest request)
    {
        var gateway = connection.Gateway;
        var opened = gateway.Sessions.Open(connection, new SessionRequest(
            request.ClientId, connection.Principal.CertificateId, connection.Version, request.IsClean, request.SessionExpiry, request.Window));
        opened.Displaced?.End(EndReason.DuplicateClientId with { Failure = connection.Trace.TookOver(opened.Displaced.Trace, request.ClientId), IsRefusal = true });

        connection.Will = request.Will is null ? null : request.Will with { Publisher = opened.Session };
        connection.KeepAlive.Begin(request.KeepAliveSeconds);
        connection.Outbox.Send(ConnAck(request, opened.IsPresent));
        connection.Session = opened.Session;
        connection.Trace.Connected(request.ClientId, connection.IsV5 ? "MQTT 5" : "MQTT 3.1.1", opened.IsPresent);
        connection.Outbox.Wake();
        gateway.Lifecycle.Connected(connection);
        Metrics.Connects.Add(1, Results.Success);
        gateway.RaiseConnected(connection.Principal);
        Log.Connected(gateway.Logger, request.ClientId, connection.Principal.CertificateId, connection.Principal.SourceIp, opened.IsPresent);
    }

    static PolicyContext ContextOf(MqttConnection connection, ConnectRequest request) => new()
    {
        ClientId = request.ClientId,
        SourceIp = connection.Principal.SourceIp,
        DomainName = connection.Principal.DomainName,
        Certificate = connection.Principal.Facts,
        ConnectAttributes = request.ConnectAttributes,
        LastWillTopicArn = request.Will is null ? null : connection.Gateway.Arns.Topic(request.Will.Topic),
    };

    /// <summary>The properties are MQTT 5's; the codec leaves them out for 3.1.1.</summary>
    static MqttConnAckPacket ConnAck(ConnectRequest request, bool isSessionPresent) => new()
    {
        ReasonCode = MqttConnectReasonCode.Success,
        ReturnCode = MqttConnectReturnCode.ConnectionAccepted,
        IsSessionPresent = isSessionPresent,
        AssignedClientIdentifier = request.IsAssigned ? request.ClientId : null,
        ServerKeepAlive = (ushort)request.KeepAliveSeconds,
        SessionExpiryInterval = (uint)request.SessionExpiry.TotalSeconds,
        ReceiveMaximum = Limits.InflightMax,
        MaximumQoS = MqttQualityOfServiceLevel.AtLeastOnce,
        MaximumPacketSize = Limits.MqttPacketBytesMax,
        TopicAliasMaximum = Limits.TopicAliasMax,
        RetainAvailable = true,
        WildcardSubscriptionAvailable = true,
        SubscriptionIdentifiersAvailable = false,
        SharedSubscriptionAvailable = false, // $share is refused until it is built
    };
}
