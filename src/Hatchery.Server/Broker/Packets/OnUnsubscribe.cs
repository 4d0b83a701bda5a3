using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Wire;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Packets;

/// <summary>UNSUBSCRIBE needs no permission. MQTT 5 learns which filters there were.</summary>
static class OnUnsubscribe
{
    public static void Handle(MqttConnection connection, MqttUnsubscribePacket packet)
    {
        if (packet.PacketIdentifier == 0)
        {
            connection.End(EndReason.Malformed);
            return;
        }

        if (packet.TopicFilters.Count == 0)
        {
            connection.End(EndReason.ClientError(MqttDisconnectReasonCode.ProtocolError, ReasonTexts.NoFilters, ProtocolCauses.NoFilters));
            return;
        }

        var session = connection.Session!;
        var codes = packet.TopicFilters.ConvertAll(filter => session.Unsubscribe(filter)
            ? MqttUnsubscribeReasonCode.Success
            : MqttUnsubscribeReasonCode.NoSubscriptionExisted);
        connection.Outbox.Send(new MqttUnsubAckPacket { PacketIdentifier = packet.PacketIdentifier, ReasonCodes = codes });
        connection.Gateway.Lifecycle.Unsubscribed(connection, [.. packet.TopicFilters.Where((_, i) => codes[i] == MqttUnsubscribeReasonCode.Success)]);
    }
}
