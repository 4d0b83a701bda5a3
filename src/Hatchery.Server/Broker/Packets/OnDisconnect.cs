using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Wire;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Packets;

/// <summary>DISCONNECT: the client takes leave, and an MQTT 5 client may change how long its session is kept.</summary>
static class OnDisconnect
{
    public static void Handle(MqttConnection connection, MqttDisconnectPacket packet, in PacketFrame frame)
    {
        var session = connection.Session!;
        if (connection.IsV5 && DisconnectBody.SessionExpiryInterval(frame.Body) is { } seconds)
        {
            // MQTT 5.0, 3.14.2.2.2: a session that was to end with the connection can't be kept now.
            if (seconds > 0 && session.ExpiryInterval == TimeSpan.Zero)
            {
                connection.End(EndReason.ClientError(MqttDisconnectReasonCode.ProtocolError, ReasonTexts.SessionExpiryRaised, ProtocolCauses.SessionExpiryRaised));
                return;
            }

            session.ExpiryInterval = ConnectRequest.Expiry(seconds);
        }

        connection.End(packet.ReasonCode == MqttDisconnectReasonCode.NormalDisconnection
            ? EndReason.ClientInitiated
            : EndReason.ClientInitiatedWithWill);
    }
}
