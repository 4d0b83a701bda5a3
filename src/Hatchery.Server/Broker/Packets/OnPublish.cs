using System.Buffers;
using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Gates;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Wire;
using Hatchery.Server.Signals;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Packets;

/// <summary>
/// PUBLISH: form and limits, then the policies, then either the topic tree or, for a topic of AWS's own, its endpoint. QoS 1 is
/// acknowledged once the message is in its subscribers' queues, so a client never has unacknowledged ones beyond what it pipelined.
/// </summary>
static class OnPublish
{
    public static async ValueTask HandleAsync(MqttConnection connection, MqttPublishPacket packet)
    {
        if (FaultOf(packet) is { } fault)
        {
            Metrics.PublishIn.Add(1, Results.ClientError);
            connection.End(fault);
            return;
        }

        if (connection.TopicAliases.Resolve(packet.Topic ?? "", packet.TopicAlias) is not { } topic)
        {
            Metrics.PublishIn.Add(1, Results.ClientError);
            connection.End(EndReason.ClientError(MqttDisconnectReasonCode.TopicAliasInvalid, ReasonTexts.TopicAliasInvalid, ProtocolCauses.TopicAlias));
            return;
        }

        switch (TopicRules.FaultOfName(topic))
        {
            case TopicFault.Malformed:
                Metrics.PublishIn.Add(1, Results.ClientError);
                connection.End(EndReason.ClientError(MqttDisconnectReasonCode.TopicNameInvalid, ReasonTexts.TopicInvalid, ProtocolCauses.TopicInvalid, Shown(topic)));
                return;
            case (TopicFault.TooLong or TopicFault.TooDeep) and var limit:
                PublishAnswer.Refuse(connection, packet, MqttPubAckReasonCode.TopicNameInvalid, ReasonTexts.TopicInvalid, Failure.Of(CauseOf(limit), Shown(topic)));
                return;
        }

        var authorization = await connection.Authorization!.CurrentAsync();
        if (!authorization.IsActive)
        {
            Metrics.PublishIn.Add(1, Results.AuthError);
            connection.End(EndReason.CertificateNotActive);
            return;
        }

        if (PublishGate.Refuse(connection, authorization, topic, packet.Retain) is { } trace)
        {
            PublishAnswer.Deny(connection, packet, trace);
            return;
        }

        if (TopicRules.IsReserved(topic))
        {
            await ReservedPublish.HandleAsync(connection, authorization, packet, topic);
            return;
        }

        Metrics.PublishIn.Add(1, Results.Success);
        connection.Gateway.Route(MessageOf(connection, packet, topic, authorization.Enrichment));
        PublishAnswer.Accept(connection, packet);
    }

    static EndReason? FaultOf(MqttPublishPacket packet)
    {
        if (packet.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce)
        {
            return EndReason.ClientError(MqttDisconnectReasonCode.QoSNotSupported, ReasonTexts.QosNotSupported, ProtocolCauses.Qos2, $"PUBLISH on {Shown(packet.Topic ?? "")}");
        }

        if (packet.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce && packet.PacketIdentifier == 0) return EndReason.Malformed;
        if (packet.Payload.Length > Limits.MqttPayloadBytesMax)
        {
            return EndReason.ClientError(MqttDisconnectReasonCode.PacketTooLarge, ReasonTexts.PayloadTooLarge, ProtocolCauses.PayloadTooLarge, $"{packet.Payload.Length} bytes on {Shown(packet.Topic ?? "")}");
        }

        // MQTT 5.0, 3.3.2.3: a response topic is a topic, and only servers send subscription identifiers.
        if (packet.SubscriptionIdentifiers is { Count: > 0 }) return EndReason.UnexpectedPacket;
        if (packet.ResponseTopic is { } response && TopicRules.FaultOfName(response) == TopicFault.Malformed) return EndReason.Malformed;

        return null;
    }

    internal static Cause CauseOf(TopicFault fault) => fault switch
    {
        TopicFault.TooLong => ProtocolCauses.TopicTooLong,
        TopicFault.TooDeep => ProtocolCauses.TopicTooManySlashes,
        _ => ProtocolCauses.TopicInvalid,
    };

    static string Shown(string topic) => NearMiss.Quote(topic);

    static ApplicationMessage MessageOf(MqttConnection connection, MqttPublishPacket packet, string topic, IReadOnlyList<MqttUserProperty> enrichment) =>
        new(topic, packet.Payload.ToArray(), (int)packet.QualityOfServiceLevel, packet.Retain)
        {
            Publisher = connection.Session,
            Properties = MessageProperties.Enriched(connection.IsV5 ? MessageProperties.Of(packet, connection.Gateway.Time.GetUtcNow()) : null, enrichment),
        };
}
