using Hatchery.Core.Diagnosis;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Wire;
using Hatchery.Server.Signals;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Packets;

/// <summary>
/// How a PUBLISH is answered. Refused, MQTT 3.1.1 is hung up on without a PUBACK; MQTT 5 keeps its session at QoS 1 and is
/// disconnected with the reason at QoS 0. Measured at AWS.
/// </summary>
static class PublishAnswer
{
    public static void Accept(MqttConnection connection, MqttPublishPacket packet)
    {
        if (packet.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce) return;

        connection.Outbox.Send(new MqttPubAckPacket { PacketIdentifier = packet.PacketIdentifier });
    }

    /// <summary>The policies, or AWS's rules for its own topics, don't allow it.</summary>
    public static void Deny(MqttConnection connection, MqttPublishPacket packet, Guid trace)
    {
        Metrics.PublishIn.Add(1, Results.AuthError);
        if (AnswersWithPubAck(connection, packet))
        {
            SendPubAck(connection, packet, MqttPubAckReasonCode.NotAuthorized, ReasonTexts.NotAuthorized("PUBACK", trace));
            return;
        }

        connection.End(EndReason.NotAuthorized(trace));
    }

    /// <summary>The packet breaks a limit.</summary>
    public static void Refuse(MqttConnection connection, MqttPublishPacket packet, MqttPubAckReasonCode code, string text, Failure failure)
    {
        Metrics.PublishIn.Add(1, Results.ClientError);
        if (AnswersWithPubAck(connection, packet))
        {
            connection.Trace.Fail(StepKind.Publish, text, failure, connection.ClientId);
            SendPubAck(connection, packet, code, text);
            return;
        }

        // The codes of PUBACK and DISCONNECT are one numbering.
        connection.End(EndReason.ClientError((MqttDisconnectReasonCode)code, text, failure.Cause, failure.Evidence.Detail));
    }

    static bool AnswersWithPubAck(MqttConnection connection, MqttPublishPacket packet) =>
        connection.IsV5 && packet.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce;

    static void SendPubAck(MqttConnection connection, MqttPublishPacket packet, MqttPubAckReasonCode code, string text) =>
        connection.Outbox.Send(new MqttPubAckPacket
        {
            PacketIdentifier = packet.PacketIdentifier,
            ReasonCode = code,
            ReasonString = connection.ReasonText(text),
        });
}
