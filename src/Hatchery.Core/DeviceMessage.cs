namespace Hatchery.Core;

/// <summary>An application message as the broker routes it.</summary>
public sealed record DeviceMessage(string Topic, ReadOnlyMemory<byte> Payload, int QualityOfService = 0, bool Retain = false)
{
    /// <summary>What MQTT 5 subscribers are told beside it; null for nothing.</summary>
    public DeviceMessageProperties? Properties { get; init; }
}
