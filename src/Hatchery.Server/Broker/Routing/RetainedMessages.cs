using Hatchery.Core;
using Hatchery.Core.Registry;
using MQTTnet.Packets;

namespace Hatchery.Server.Broker.Routing;

/// <summary>
/// The last retained message of each topic, in memory. A new subscription gets one only when its filter is the topic itself:
/// AWS delivers none to wildcards. Source: AWS, "MQTT retained messages".
/// </summary>
sealed class RetainedMessages(TimeProvider time) : IRetainedMessages
{
    readonly Lock _lock = new();
    readonly SortedDictionary<string, Kept> _byTopic = new(StringComparer.Ordinal);
    long _bytes;

    /// <summary>Keeps the message, or forgets the topic's when the payload is empty. False when there is no room.</summary>
    public bool Store(ApplicationMessage message)
    {
        lock (_lock)
        {
            var old = _byTopic.GetValueOrDefault(message.Topic)?.Message;
            var bytesWithoutOld = _bytes - (old?.QueuedBytes ?? 0);
            if (message.Payload.IsEmpty)
            {
                _byTopic.Remove(message.Topic);
                _bytes = bytesWithoutOld;
                return true;
            }

            if (old is null && _byTopic.Count >= BrokerLimits.RetainedMessagesMax) return false;
            if (bytesWithoutOld + message.QueuedBytes > BrokerLimits.RetainedBytesMax) return false;

            _byTopic[message.Topic] = new Kept(message, time.GetUtcNow());
            _bytes = bytesWithoutOld + message.QueuedBytes;
            return true;
        }
    }

    public ApplicationMessage? Find(string topic)
    {
        lock (_lock)
        {
            return FindLive(topic)?.Message;
        }
    }

    public ValueTask<RetainedMessage?> FindAsync(string topic, CancellationToken ct)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(FindLive(topic) is { } kept ? Whole(kept) : null);
        }
    }

    public ValueTask<Page<RetainedMessageSummary>> ListAsync(PageRequest page, CancellationToken ct)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            List<RetainedMessageSummary> items =
            [
                .. _byTopic.Values
                    .Where(kept => !kept.Message.IsExpired(now) && (page.After is null || string.CompareOrdinal(kept.Message.Topic, page.After) > 0))
                    .Take(page.Size + 1)
                    .Select(Summary),
            ];
            var isLast = items.Count <= page.Size;
            if (!isLast) items.RemoveAt(page.Size);
            return ValueTask.FromResult(new Page<RetainedMessageSummary>(items, isLast ? null : items[^1].Topic));
        }
    }

    Kept? FindLive(string topic)
    {
        if (!_byTopic.TryGetValue(topic, out var kept)) return null;
        if (!kept.Message.IsExpired(time.GetUtcNow())) return kept;

        _byTopic.Remove(topic);
        _bytes -= kept.Message.QueuedBytes;
        return null;
    }

    static RetainedMessage Whole(Kept kept) => new(kept.Message.Topic, kept.Message.Payload, kept.Message.QualityOfService, kept.StoredAt)
    {
        UserProperties = [.. (kept.Message.Properties?.UserProperties ?? []).Select(property => KeyValuePair.Create(property.Name, property.ReadValueAsString()))],
    };

    static RetainedMessageSummary Summary(Kept kept) => new(kept.Message.Topic, kept.Message.Payload.Length, kept.Message.QualityOfService, kept.StoredAt);

    sealed record Kept(ApplicationMessage Message, DateTimeOffset StoredAt);
}
