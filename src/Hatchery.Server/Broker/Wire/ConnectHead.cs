using System.Buffers;
using MQTTnet.Formatter;

namespace Hatchery.Server.Broker.Wire;

/// <summary>What must be known of a CONNECT before the codec sees its body.</summary>
static class ConnectHead
{
    const int NameAndLevelBytes = 7;
    const int UpToClientIdBytes = 12;
    const byte CleanSessionFlag = 0b10;

    /// <summary>Reads the protocol name and level. False when it isn't MQTT's at all.</summary>
    /// <param name="version">AWS speaks 3.1.1 (level 4) and 5.0 (level 5); unknown for MQTT of another level.</param>
    public static bool TryReadVersion(ReadOnlySequence<byte> body, out MqttProtocolVersion version)
    {
        version = MqttProtocolVersion.Unknown;
        if (body.Length < NameAndLevelBytes) return false;

        Span<byte> head = stackalloc byte[NameAndLevelBytes];
        body.Slice(0, NameAndLevelBytes).CopyTo(head);
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

    /// <summary>
    /// MQTT 3.1.1 without a client id for a session that is to be kept. It gets a CONNACK of its own (MQTT 3.1.1, 3.1.3.1), but the
    /// codec takes it for malformed.
    /// </summary>
    public static bool LacksClientId(ReadOnlySequence<byte> body)
    {
        if (body.Length < UpToClientIdBytes) return false;

        Span<byte> head = stackalloc byte[UpToClientIdBytes];
        body.Slice(0, UpToClientIdBytes).CopyTo(head);
        return (head[7] & CleanSessionFlag) == 0 && head[10] == 0 && head[11] == 0;
    }
}
