using Hatchery.Server.Broker.Connections;
using MQTTnet.Packets;

namespace Hatchery.Server.Broker.Packets;

/// <summary>PUBACK frees a place in the window. An MQTT 5 failure code does too: the client has had the message.</summary>
static class OnPubAck
{
    public static void Handle(MqttConnection connection, MqttPubAckPacket packet)
    {
        connection.Session!.Release(connection, packet.PacketIdentifier);
        connection.Outbox.Wake();
    }
}
