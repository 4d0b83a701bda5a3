using System.Buffers;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Wire;

/// <summary>One control packet, delimited but not decoded. The body is the pipe's memory: decode it before advancing.</summary>
readonly record struct PacketFrame(byte Header, ReadOnlySequence<byte> Body, int TotalBytes)
{
    public MqttControlPacketType Type => (MqttControlPacketType)(Header >> 4);
}
