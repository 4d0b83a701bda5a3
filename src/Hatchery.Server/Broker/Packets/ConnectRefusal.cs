using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Broker.Connections;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Packets;

/// <summary>How a CONNECT is refused: MQTT 5 gets a reason, MQTT 3.1.1 mostly a closed connection, as at AWS.</summary>
static class ConnectRefusal
{
    public static void Send(MqttConnection connection, MqttConnectReasonCode code, string? text, Failure? failure = null)
    {
        if (connection.IsV5 || ReturnCode(connection, code) is not null)
        {
            connection.Outbox.Send(new MqttConnAckPacket
            {
                ReasonCode = code,
                ReturnCode = ReturnCode(connection, code) ?? default,
                ReasonString = text,

                // What a connection would offer doesn't belong here: these values are the ones that aren't sent.
                MaximumQoS = MqttQualityOfServiceLevel.ExactlyOnce,
                RetainAvailable = true,
                WildcardSubscriptionAvailable = true,
                SubscriptionIdentifiersAvailable = true,
                SharedSubscriptionAvailable = true,
            });
        }

        connection.End(code == MqttConnectReasonCode.NotAuthorized ? EndReason.NotAuthorized(default) : new EndReason("CLIENT_ERROR", Text: code.ToString()) { Failure = failure, IsRefusal = failure is not null });
    }

    /// <summary>Not a level that is spoken here. The answer has the form of 3.1.1, which every client reads. Source: MQTT 3.1.1, 3.1.2.2.</summary>
    public static void SendUnacceptableVersion(MqttConnection connection)
    {
        connection.Version = MqttProtocolVersion.V311;
        connection.Outbox.Send(new MqttConnAckPacket { ReturnCode = MqttConnectReturnCode.ConnectionRefusedUnacceptableProtocolVersion });
        connection.End(new EndReason("CLIENT_ERROR") { Failure = Failure.Of(ProtocolCauses.MqttVersion), IsRefusal = true });
    }

    /// <summary>The return code of 3.1.1; null hangs up without one. AWS sends none to a client it denies; a setting does.</summary>
    static MqttConnectReturnCode? ReturnCode(MqttConnection connection, MqttConnectReasonCode code) => code switch
    {
        MqttConnectReasonCode.ClientIdentifierNotValid => MqttConnectReturnCode.ConnectionRefusedIdentifierRejected,
        MqttConnectReasonCode.ServerUnavailable => MqttConnectReturnCode.ConnectionRefusedServerUnavailable,
        MqttConnectReasonCode.NotAuthorized when connection.Gateway.Options.Polite => MqttConnectReturnCode.ConnectionRefusedNotAuthorized,
        _ => null,
    };
}
