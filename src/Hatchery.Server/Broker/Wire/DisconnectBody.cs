using System.Buffers;
using MQTTnet.Formatter;
using MQTTnet.Formatter.V5;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Wire;

/// <summary>
/// The session expiry interval of an MQTT 5 DISCONNECT. The codec gives 0 for an absent one, but absent keeps the interval and 0
/// ends the session (MQTT 5.0, 3.14.2.2.2), so a body that the codec has accepted is looked through again.
/// </summary>
static class DisconnectBody
{
    public static uint? SessionExpiryInterval(ReadOnlySequence<byte> body)
    {
        if (body.Length < 2) return null;

        var reader = new MqttBufferReader();
        reader.SetBuffer(body.ToArray());
        reader.ReadByte(); // the reason code
        var properties = new MqttV5PropertiesReader(reader);
        while (properties.MoveNext())
        {
            switch (properties.CurrentPropertyId)
            {
                case MqttPropertyId.SessionExpiryInterval:
                    return properties.ReadSessionExpiryInterval();
                case MqttPropertyId.ReasonString:
                    properties.ReadReasonString();
                    break;
                case MqttPropertyId.ServerReference:
                    properties.ReadServerReference();
                    break;
            }
        }

        return null;
    }
}
