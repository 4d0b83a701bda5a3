using System.Text;
using Hatchery.Core;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Routing;

/// <summary>The properties of an MQTT 5 message that travel with it to MQTT 5 subscribers. Source: MQTT 5.0, 3.3.2.3.</summary>
sealed record MessageProperties
{
    /// <summary>AWS takes 1 second to 7 days. Source: AWS, "Message expiry".</summary>
    const uint ExpirySecondsMax = 604_800;

    public MqttPayloadFormatIndicator PayloadFormat { get; init; }

    public string? ContentType { get; init; }

    public string? ResponseTopic { get; init; }

    public byte[]? CorrelationData { get; init; }

    public List<MqttUserProperty>? UserProperties { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null when the packet carries none of them.</summary>
    public static MessageProperties? Of(MqttPublishPacket packet, DateTimeOffset now)
    {
        var properties = new MessageProperties
        {
            PayloadFormat = packet.PayloadFormatIndicator,
            ContentType = packet.ContentType,
            ResponseTopic = packet.ResponseTopic,
            CorrelationData = packet.CorrelationData,
            UserProperties = packet.UserProperties,
            ExpiresAt = Expiry(packet.MessageExpiryInterval, now),
        };
        return properties == None ? null : properties;
    }

    /// <summary>Of a message that came by HTTP.</summary>
    public static MessageProperties? Of(DeviceMessageProperties? sent, DateTimeOffset now) => sent is null ? null : new MessageProperties
    {
        PayloadFormat = sent.IsUtf8 is true ? MqttPayloadFormatIndicator.CharacterData : MqttPayloadFormatIndicator.Unspecified,
        ContentType = sent.ContentType,
        ResponseTopic = sent.ResponseTopic,
        CorrelationData = sent.CorrelationData,
        UserProperties = sent.UserProperties.Count == 0 ? null : [.. sent.UserProperties.Select(property => new MqttUserProperty(property.Key, Encoding.UTF8.GetBytes(property.Value).AsMemory()))],
        ExpiresAt = sent.ExpirySeconds is { } seconds ? now.AddSeconds(Math.Clamp(seconds, 1, ExpirySecondsMax)) : null,
    };

    /// <summary>With user properties added after the publisher's own.</summary>
    public static MessageProperties? Enriched(MessageProperties? own, IReadOnlyList<MqttUserProperty> added) => added.Count == 0
        ? own
        : (own ?? None) with { UserProperties = [.. own?.UserProperties ?? [], .. added] };

    public static MessageProperties? OfWill(MqttConnectPacket packet, DateTimeOffset now)
    {
        var properties = new MessageProperties
        {
            PayloadFormat = packet.WillPayloadFormatIndicator,
            ContentType = packet.WillContentType,
            ResponseTopic = packet.WillResponseTopic,
            CorrelationData = packet.WillCorrelationData,
            UserProperties = packet.WillUserProperties,
            ExpiresAt = Expiry(packet.WillMessageExpiryInterval, now),
        };
        return properties == None ? null : properties;
    }

    /// <summary>
    /// Fills them into a packet for a subscriber; the expiry as the seconds that remain: what was received less the whole seconds
    /// that the message waited here (MQTT 5.0, 3.3.2.3.3). So it is never 0, which the codec would leave out.
    /// </summary>
    public void CopyTo(MqttPublishPacket packet, DateTimeOffset now)
    {
        packet.PayloadFormatIndicator = PayloadFormat;
        packet.ContentType = ContentType;
        packet.ResponseTopic = ResponseTopic;
        packet.CorrelationData = CorrelationData;
        packet.UserProperties = UserProperties;
        if (ExpiresAt is { } end) packet.MessageExpiryInterval = (uint)Math.Max(1, Math.Ceiling((end - now).TotalSeconds));
    }

    static readonly MessageProperties None = new();

    // The codec gives 0 for an absent interval, so an explicit 0 (which AWS lifts to 1) doesn't expire here.
    static DateTimeOffset? Expiry(uint seconds, DateTimeOffset now) =>
        seconds == 0 ? null : now.AddSeconds(Math.Min(seconds, ExpirySecondsMax));
}
