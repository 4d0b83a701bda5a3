using System.Buffers;
using CsCheck;
using Hatchery.Core;
using Hatchery.Server.Broker.Wire;

namespace Hatchery.Server.Tests.Broker.Wire;

public sealed class PacketFramerTests
{
    [Theory]
    [InlineData("C000", 2)]
    [InlineData("3003000141FFFF", 5)]
    public void Takes_one_packet_off_the_front(string bytes, int length)
    {
        var buffer = new ReadOnlySequence<byte>(Convert.FromHexString(bytes));

        Assert.Equal(FrameResult.Complete, PacketFramer.TryRead(ref buffer, 100, out var frame));
        Assert.Equal(length, frame.TotalBytes);
        Assert.Equal((bytes.Length / 2) - length, buffer.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("3080")]
    [InlineData("30FFFF")]
    [InlineData("300200")]
    public void Waits_for_the_rest(string bytes)
    {
        var buffer = new ReadOnlySequence<byte>(Convert.FromHexString(bytes));

        Assert.Equal(FrameResult.Incomplete, PacketFramer.TryRead(ref buffer, Limits.MqttPacketBytesMax, out _));
    }

    [Theory]
    [InlineData("00")] // no such type
    [InlineData("3600")] // QoS 3
    [InlineData("1100")] // flags of CONNECT
    [InlineData("8000")] // flags of SUBSCRIBE
    [InlineData("E100")] // flags of DISCONNECT
    [InlineData("30FFFFFFFF")] // a length of more than four bytes
    public void Refuses_what_no_packet_begins_with(string bytes)
    {
        var buffer = new ReadOnlySequence<byte>(Convert.FromHexString(bytes));

        Assert.Equal(FrameResult.Malformed, PacketFramer.TryRead(ref buffer, int.MaxValue, out _));
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(199, true)]
    public void A_packet_of_n_bytes_is_waited_for_and_one_of_n_plus_1_is_not(int max, bool isTooLarge)
    {
        // 0xC5 0x01 is 197: with its three header bytes a packet of 200.
        var buffer = new ReadOnlySequence<byte>([0x30, 0xC5, 0x01]);

        Assert.Equal(isTooLarge ? FrameResult.TooLarge : FrameResult.Incomplete, PacketFramer.TryRead(ref buffer, max, out _));
    }

    [Fact]
    public void No_bytes_throw() =>
        Gen.Byte.Array[0, 40].Sample(bytes =>
        {
            var buffer = new ReadOnlySequence<byte>(bytes);
            while (PacketFramer.TryRead(ref buffer, 30, out var frame) == FrameResult.Complete)
            {
                if (frame.TotalBytes is < 2 or > 30) return false;
            }

            return true;
        });

    [Fact]
    public void Where_the_bytes_are_split_makes_no_difference() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, 204]).Sample((body, cut) =>
        {
            byte[] packet = body.Length < 128 ? [0x30, (byte)body.Length, .. body] : [0x30, (byte)(body.Length & 0x7F | 0x80), (byte)(body.Length >> 7), .. body];
            cut = Math.Min(cut, packet.Length);
            var buffer = Split(packet[..cut], packet[cut..]);
            var part = new ReadOnlySequence<byte>(packet[..cut]);

            var partial = PacketFramer.TryRead(ref part, 300, out _);
            var whole = PacketFramer.TryRead(ref buffer, 300, out var frame);

            return whole == FrameResult.Complete
                && frame.Body.ToArray().AsSpan().SequenceEqual(body)
                && partial == (cut == packet.Length ? FrameResult.Complete : FrameResult.Incomplete);
        });

    static ReadOnlySequence<byte> Split(byte[] first, byte[] second)
    {
        var head = new Segment(first);
        return new ReadOnlySequence<byte>(head, 0, head.Append(second), second.Length);
    }

    sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes) => Memory = bytes;

        public Segment Append(byte[] bytes)
        {
            var next = new Segment(bytes) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
