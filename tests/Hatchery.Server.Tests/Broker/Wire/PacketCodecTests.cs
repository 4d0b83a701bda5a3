using System.Buffers;
using System.Text;
using CsCheck;
using Hatchery.Server.Broker.Wire;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Hatchery.Server.Tests.Broker.Wire;

public sealed class PacketCodecTests
{
    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public void Random_bytes_never_throw(MqttProtocolVersion version) =>
        Gen.Select(Gen.Byte, Gen.Byte.Array[0, 60]).Sample((header, body) =>
        {
            PacketCodec.TryDecode(new PacketFrame(header, new ReadOnlySequence<byte>(body), body.Length + 2), version);
            return true;
        });

    [Fact]
    public void A_packet_shares_no_memory_with_the_buffer_it_came_from()
    {
        var output = new ArrayBufferWriter<byte>();
        PacketCodec.Encode(output, Full(), MqttProtocolVersion.V500);
        var bytes = output.WrittenSpan.ToArray();
        var buffer = new ReadOnlySequence<byte>(bytes);
        PacketFramer.TryRead(ref buffer, 1000, out var frame);

        var packet = Assert.IsType<MqttPublishPacket>(PacketCodec.TryDecode(frame, MqttProtocolVersion.V500));
        Array.Fill(bytes, (byte)'Z');

        Assert.Equal("payload", Encoding.UTF8.GetString(packet.Payload.ToArray()));
        Assert.Equal("value", packet.UserProperties.Single().ReadValueAsString());
        Assert.Equal([1, 2, 3], packet.CorrelationData);
        Assert.Equal("a/b", packet.Topic);
    }

    [Fact]
    public void A_packet_larger_than_the_client_takes_isn_t_written()
    {
        var output = new ArrayBufferWriter<byte>();
        var size = PacketCodec.Encode(output, Full(), MqttProtocolVersion.V500);
        output.Clear();

        Assert.Equal(0, PacketCodec.Encode(output, Full(), MqttProtocolVersion.V500, (uint)size - 1));
        Assert.Equal(0, output.WrittenCount);
        Assert.Equal(size, PacketCodec.Encode(output, Full(), MqttProtocolVersion.V500, (uint)size));
    }

    static MqttPublishPacket Full() => new()
    {
        Topic = "a/b",
        Payload = new ReadOnlySequence<byte>("payload"u8.ToArray()),
        UserProperties = [new MqttUserProperty("name", Encoding.UTF8.GetBytes("value").AsMemory())],
        CorrelationData = [1, 2, 3],
    };
}
