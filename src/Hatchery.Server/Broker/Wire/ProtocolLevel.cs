using System.Buffers;
using MQTTnet.Formatter;

namespace Hatchery.Server.Broker.Wire;

/// <summary>The protocol name and level at the head of a CONNECT. AWS speaks 3.1.1 (level 4) and 5.0 (level 5).</summary>
static class ProtocolLevel
{
    const int HeadBytes = 7;

    /// <summary>Reads the head of a CONNECT's body. False when it isn't MQTT's at all.</summary>
    /// <param name="version">Unknown when it is MQTT of a level that is not spoken here.</param>
    public static bool TryRead(ReadOnlySequence<byte> body, out MqttProtocolVersion version)
    {
        version = MqttProtocolVersion.Unknown;
        if (body.Length < HeadBytes) return false;

        Span<byte> head = stackalloc byte[HeadBytes];
        body.Slice(0, HeadBytes).CopyTo(head);
        if (head.StartsWith("\0\u0006MQIsd"u8)) return true;
        if (!head.StartsWith("\0\u0004MQTT"u8)) return false;

        version = head[6] switch
        {
            4 => MqttProtocolVersion.V311,
            5 => MqttProtocolVersion.V500,
            _ => MqttProtocolVersion.Unknown,
        };
        return true;
    }
}
