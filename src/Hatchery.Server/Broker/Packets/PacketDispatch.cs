using System.Buffers;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Wire;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Packets;

/// <summary>Which function handles which packet: the broker's table of contents.</summary>
static class PacketDispatch
{
    /// <summary>True for bytes that a CONNECT can begin with; anything else is refused before it is waited for.</summary>
    public static bool MayBeginWith(ReadOnlySequence<byte> bytes) =>
        bytes.IsEmpty || bytes.FirstSpan[0] >> 4 == (int)MqttControlPacketType.Connect;

    public static ValueTask HandleAsync(MqttConnection connection, in PacketFrame frame)
    {
        if (connection.Session is null) return OnConnect.HandleAsync(connection, frame);

        if (PacketCodec.TryDecode(frame, connection.Version) is not { } packet)
        {
            connection.End(EndReason.Malformed);
            return ValueTask.CompletedTask;
        }

        switch (packet)
        {
            case MqttPublishPacket publish:
                return OnPublish.HandleAsync(connection, publish);
            case MqttSubscribePacket subscribe:
                return OnSubscribe.HandleAsync(connection, subscribe);
            case MqttUnsubscribePacket unsubscribe:
                OnUnsubscribe.Handle(connection, unsubscribe);
                break;
            case MqttPubAckPacket acknowledgement:
                OnPubAck.Handle(connection, acknowledgement);
                break;
            case MqttPingReqPacket:
                connection.Outbox.Send(new MqttPingRespPacket());
                break;
            case MqttDisconnectPacket disconnect:
                OnDisconnect.Handle(connection, disconnect, frame);
                break;
            default:
                // A second CONNECT, the packets of QoS 2, AUTH, and what only a server sends. Source: AWS, "MQTT".
                connection.End(EndReason.UnexpectedPacket);
                break;
        }

        return ValueTask.CompletedTask;
    }
}
