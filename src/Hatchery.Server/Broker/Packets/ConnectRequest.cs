using System.Text;
using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Wire;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Packets;

/// <summary>What a CONNECT asks for, with the server's rules applied.</summary>
sealed record ConnectRequest
{
    public required string ClientId { get; init; }

    /// <summary>The client left the id to the server.</summary>
    public required bool IsAssigned { get; init; }

    public required bool IsClean { get; init; }

    /// <summary>How long the session outlives the connection.</summary>
    public required TimeSpan SessionExpiry { get; init; }

    public required int KeepAliveSeconds { get; init; }

    /// <summary>Unacknowledged QoS 1 messages the client accepts.</summary>
    public required int Window { get; init; }

    public ApplicationMessage? Will { get; init; }

    /// <summary>What refuses it before any policy is asked.</summary>
    public (MqttConnectReasonCode Code, string? Text, Cause Cause)? Fault { get; init; }

    /// <summary>Values of the condition key iot:ConnectAttributes. Source: AWS, "Connect policy examples".</summary>
    public IReadOnlyList<string> ConnectAttributes =>
        (SessionExpiry > TimeSpan.Zero, Will is not null) switch
        {
            (true, true) => ["PersistentConnect", "LastWill"],
            (true, false) => ["PersistentConnect"],
            (false, true) => ["LastWill"],
            _ => [],
        };

    public static ConnectRequest Of(MqttConnectPacket packet, MqttProtocolVersion version, DateTimeOffset now)
    {
        var isV5 = version == MqttProtocolVersion.V500;
        var isAssigned = string.IsNullOrEmpty(packet.ClientId);
        return new ConnectRequest
        {
            ClientId = isAssigned ? Guid.NewGuid().ToString() : packet.ClientId,
            IsAssigned = isAssigned,
            IsClean = packet.CleanSession,
            SessionExpiry = isV5 ? Expiry(packet.SessionExpiryInterval) : packet.CleanSession ? TimeSpan.Zero : BrokerLimits.SessionExpiryMax,
            KeepAliveSeconds = KeepAlive.Clamp(packet.KeepAlivePeriod),
            Window = packet.ReceiveMaximum == 0 ? Limits.InflightMax : Math.Min((int)packet.ReceiveMaximum, Limits.InflightMax),
            Will = packet.WillFlag ? WillOf(packet, now) : null,
            Fault = FaultOf(packet),
        };
    }

    public static TimeSpan Expiry(uint seconds) =>
        TimeSpan.FromSeconds(Math.Min(seconds, BrokerLimits.SessionExpiryMax.TotalSeconds));

    static (MqttConnectReasonCode Code, string? Text, Cause Cause)? FaultOf(MqttConnectPacket packet)
    {
        if (!string.IsNullOrEmpty(packet.AuthenticationMethod)) return (MqttConnectReasonCode.BadAuthenticationMethod, null, ProtocolCauses.AuthenticationMethod);

        var id = packet.ClientId ?? "";
        if (id.StartsWith('$') || !TopicRules.IsText(id) || Encoding.UTF8.GetByteCount(id) > Limits.ClientIdBytesMax)
        {
            return (MqttConnectReasonCode.ClientIdentifierNotValid, ReasonTexts.ClientIdInvalid, ProtocolCauses.ClientIdInvalid);
        }

        if (!packet.WillFlag) return null;
        if (packet.WillQoS > MqttQualityOfServiceLevel.AtLeastOnce) return (MqttConnectReasonCode.QoSNotSupported, ReasonTexts.QosNotSupported, ProtocolCauses.WillQos2);
        if (TopicRules.FaultOfName(packet.WillTopic ?? "") != TopicFault.None) return (MqttConnectReasonCode.TopicNameInvalid, ReasonTexts.WillTopicInvalid, ProtocolCauses.WillTopicInvalid);

        return null;
    }

    static ApplicationMessage WillOf(MqttConnectPacket packet, DateTimeOffset now) =>
        new(packet.WillTopic ?? "", packet.WillMessage ?? [], (int)packet.WillQoS, packet.WillRetain)
        {
            Properties = MessageProperties.OfWill(packet, now),
        };
}
