using Hatchery.Core.Registry;

namespace Hatchery.Core;

/// <summary>The port to what the broker retains: the last retained message of each topic.</summary>
public interface IRetainedMessages
{
    /// <summary>Null when the topic has none, or none that hasn't expired.</summary>
    ValueTask<RetainedMessage?> FindAsync(string topic, CancellationToken ct);

    /// <summary>In the order of their topics' bytes.</summary>
    ValueTask<Page<RetainedMessageSummary>> ListAsync(PageRequest page, CancellationToken ct);
}

public sealed record RetainedMessage(string Topic, ReadOnlyMemory<byte> Payload, int QualityOfService, DateTimeOffset StoredAt)
{
    /// <summary>Those of MQTT 5, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UserProperties { get; init; } = [];
}

public sealed record RetainedMessageSummary(string Topic, int PayloadBytes, int QualityOfService, DateTimeOffset StoredAt);
