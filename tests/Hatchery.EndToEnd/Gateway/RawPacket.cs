using System.Buffers.Binary;
using System.Text;

namespace Hatchery.EndToEnd.Gateway;

/// <summary>A control packet as it came.</summary>
sealed record RawPacket(byte Header, byte[] Body)
{
    /// <summary>Stands for the end of the connection.</summary>
    public static readonly RawPacket End = new(0, []);

    public bool IsRetained => (Header & 1) != 0;

    public int QualityOfService => (Header >> 1) & 3;

    public bool IsDuplicate => (Header & 8) != 0;

    public string Topic => Encoding.UTF8.GetString(Body, 2, TopicBytes);

    /// <summary>Of a PUBLISH of QoS 1 or an acknowledgement.</summary>
    public ushort PacketId => BinaryPrimitives.ReadUInt16BigEndian(Body.AsSpan((Header & 0xF0) == 0x30 ? 2 + TopicBytes : 0));

    int TopicBytes => BinaryPrimitives.ReadUInt16BigEndian(Body);

    int PropertiesOfPublishAt => 2 + TopicBytes + (QualityOfService > 0 ? 2 : 0);

    public string PayloadOf(byte level) => Encoding.UTF8.GetString(Body[(PropertiesOfPublishAt + (level < 5 ? 0 : 1 + Body[PropertiesOfPublishAt]))..]);

    /// <summary>The properties of an MQTT 5 PUBLISH, less than 128 bytes of them.</summary>
    public byte[] PropertiesOfPublish => Body.AsSpan(PropertiesOfPublishAt + 1, Body[PropertiesOfPublishAt]).ToArray();

    /// <summary>True when these bytes are somewhere in the body.</summary>
    public bool Has(params byte[] bytes) => Body.AsSpan().IndexOf(bytes) >= 0;

    public bool Has(string text) => Has(Encoding.UTF8.GetBytes(text));

    public override string ToString() => this == End ? "the end" : $"{Header:X2} {Convert.ToHexString(Body)}";
}
