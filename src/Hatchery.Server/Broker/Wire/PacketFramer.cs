using System.Buffers;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Wire;

/// <summary>
/// Cuts control packets out of a byte stream. The codec has no length limit, so the remaining length is checked here, before
/// anything waits for the bytes it announces.
/// </summary>
static class PacketFramer
{
    const int LengthBytesMax = 4;

    /// <summary>Takes the next packet off the front of <paramref name="buffer"/>, which moves past it.</summary>
    /// <param name="packetBytesMax">The largest whole packet: header, length and body.</param>
    public static FrameResult TryRead(ref ReadOnlySequence<byte> buffer, int packetBytesMax, out PacketFrame frame)
    {
        frame = default;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out var header)) return FrameResult.Incomplete;
        if (!IsPossibleHeader(header)) return FrameResult.Malformed;

        // Remaining length: 7 bits a byte, low bits first, four bytes at most. Source: MQTT 3.1.1, 2.2.3.
        var remaining = 0;
        for (var i = 0; ; i++)
        {
            if (i == LengthBytesMax) return FrameResult.Malformed;
            if (!reader.TryRead(out var b)) return FrameResult.Incomplete;
            remaining |= (b & 0x7F) << (7 * i);
            if ((b & 0x80) == 0) break;
        }

        var total = (int)reader.Consumed + remaining;
        if (total > packetBytesMax) return FrameResult.TooLarge;
        if (reader.Remaining < remaining) return FrameResult.Incomplete;

        frame = new PacketFrame(header, buffer.Slice(reader.Position, remaining), total);
        buffer = buffer.Slice(total);
        return FrameResult.Complete;
    }

    /// <summary>Type and flags of the first byte. Source: MQTT 5.0, 2.1.3; the codec doesn't check the flags.</summary>
    static bool IsPossibleHeader(byte header)
    {
        var (type, flags) = (header >> 4, header & 0x0F);
        if (type == 0) return false;

        return (MqttControlPacketType)type switch
        {
            MqttControlPacketType.Publish => (flags & 0b0110) != 0b0110,
            MqttControlPacketType.PubRel or MqttControlPacketType.Subscribe or MqttControlPacketType.Unsubscribe => flags == 0b0010,
            _ => flags == 0,
        };
    }
}
