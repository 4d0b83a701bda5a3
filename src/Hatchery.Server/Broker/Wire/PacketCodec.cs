using System.Buffers;
using System.Runtime.InteropServices;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Hatchery.Server.Broker.Wire;

/// <summary>
/// MQTTnet's codec behind two functions. Formatters hold buffers and are not thread-safe, so each thread has its own pair, and
/// every call finishes with them before it returns: an idle connection costs no buffer.
/// </summary>
static class PacketCodec
{
    const int InitialBufferBytes = 4 * 1024;
    const int KeptBufferBytesMax = 64 * 1024;

    [ThreadStatic]
    static IMqttPacketFormatter? _v311;

    [ThreadStatic]
    static IMqttPacketFormatter? _v500;

    /// <summary>
    /// Null when the body is malformed. The packet shares no memory with the frame: the codec copies payloads, strings and
    /// properties (PacketCodecTests proves it).
    /// </summary>
    public static MqttPacket? TryDecode(in PacketFrame frame, MqttProtocolVersion version)
    {
        var length = (int)frame.Body.Length;
        byte[]? rented = null;
        try
        {
            if (!frame.Body.IsSingleSegment || !MemoryMarshal.TryGetArray(frame.Body.First, out var body))
            {
                rented = ArrayPool<byte>.Shared.Rent(length);
                frame.Body.CopyTo(rented);
                body = new ArraySegment<byte>(rented, 0, length);
            }

            return Formatter(version).Decode(new ReceivedMqttPacket(frame.Header, body, frame.TotalBytes));
        }
        catch (Exception)
        {
            // The codec reports bad input with MqttProtocolViolationException, but also with whatever its readers run into.
            // A stranger's bytes end one connection, never more.
            return null;
        }
        finally
        {
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Writes the packet; returns its bytes, or 0 without having written when it is larger than <paramref name="bytesMax"/>.</summary>
    public static int Encode(IBufferWriter<byte> output, MqttPacket packet, MqttProtocolVersion version, uint bytesMax = uint.MaxValue)
    {
        var encoded = Formatter(version).Encode(packet);
        if (encoded.Length > bytesMax) return 0;

        output.Write(encoded.Packet.AsSpan());
        foreach (var segment in encoded.Payload) output.Write(segment.Span);
        return encoded.Length;
    }

    static IMqttPacketFormatter Formatter(MqttProtocolVersion version) => version == MqttProtocolVersion.V500
        ? _v500 ??= Create(MqttProtocolVersion.V500)
        : _v311 ??= Create(MqttProtocolVersion.V311);

    static IMqttPacketFormatter Create(MqttProtocolVersion version) =>
        MqttPacketFormatterAdapter.GetMqttPacketFormatter(version, new MqttBufferWriter(InitialBufferBytes, KeptBufferBytesMax));
}
