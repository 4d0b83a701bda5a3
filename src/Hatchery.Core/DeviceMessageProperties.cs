namespace Hatchery.Core;

/// <summary>Properties of a message in MQTT 5. Source: MQTT 5.0, 3.3.2.3.</summary>
public sealed record DeviceMessageProperties
{
    /// <summary>The payload is UTF-8 (Payload Format Indicator); null when nothing was said of it.</summary>
    public bool? IsUtf8 { get; init; }

    public string? ContentType { get; init; }

    public string? ResponseTopic { get; init; }

    public byte[]? CorrelationData { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> UserProperties { get; init; } = [];

    public long? ExpirySeconds { get; init; }
}
