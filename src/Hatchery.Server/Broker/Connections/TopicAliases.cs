using Hatchery.Core;

namespace Hatchery.Server.Broker.Connections;

/// <summary>Topic aliases that an MQTT 5 client has set on this connection. Source: MQTT 5.0, 3.3.2.3.4.</summary>
sealed class TopicAliases
{
    string?[]? _topics;

    /// <summary>The topic that a PUBLISH means; null when its alias is out of range or not set.</summary>
    /// <param name="alias">0 for none.</param>
    public string? Resolve(string topic, ushort alias)
    {
        if (alias == 0) return topic;
        if (alias > Limits.TopicAliasMax) return null;

        _topics ??= new string?[Limits.TopicAliasMax + 1];
        if (topic.Length > 0) _topics[alias] = topic;
        return _topics[alias];
    }
}
