namespace Hatchery.Server.Broker.Routing;

/// <summary>
/// The last retained message of each topic, in memory. A new subscription gets one only when its filter is the topic itself:
/// AWS delivers none to wildcards. Source: AWS, "MQTT retained messages".
/// </summary>
sealed class RetainedMessages(TimeProvider time)
{
    readonly Lock _lock = new();
    readonly Dictionary<string, ApplicationMessage> _byTopic = [];
    long _bytes;

    /// <summary>Keeps the message, or forgets the topic's when the payload is empty. False when there is no room.</summary>
    public bool Store(ApplicationMessage message)
    {
        lock (_lock)
        {
            _byTopic.TryGetValue(message.Topic, out var old);
            var bytesWithoutOld = _bytes - (old?.QueuedBytes ?? 0);
            if (message.Payload.IsEmpty)
            {
                _byTopic.Remove(message.Topic);
                _bytes = bytesWithoutOld;
                return true;
            }

            if (old is null && _byTopic.Count >= BrokerLimits.RetainedMessagesMax) return false;
            if (bytesWithoutOld + message.QueuedBytes > BrokerLimits.RetainedBytesMax) return false;

            _byTopic[message.Topic] = message;
            _bytes = bytesWithoutOld + message.QueuedBytes;
            return true;
        }
    }

    public ApplicationMessage? Find(string topic)
    {
        lock (_lock)
        {
            if (!_byTopic.TryGetValue(topic, out var message)) return null;
            if (!message.IsExpired(time.GetUtcNow())) return message;

            _byTopic.Remove(topic);
            _bytes -= message.QueuedBytes;
            return null;
        }
    }
}
