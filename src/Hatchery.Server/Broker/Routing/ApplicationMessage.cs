using Hatchery.Server.Broker.Sessions;

namespace Hatchery.Server.Broker.Routing;

/// <summary>A message on its way from a publisher to subscribers. Immutable: all of them share it.</summary>
/// <param name="QualityOfService">0 or 1, as published.</param>
/// <param name="Retain">As published; subscribers see it only where they asked for Retain As Published.</param>
sealed record ApplicationMessage(string Topic, ReadOnlyMemory<byte> Payload, int QualityOfService, bool Retain)
{
    /// <summary>Null for messages of the server's own.</summary>
    public Session? Publisher { get; init; }

    /// <summary>What an MQTT 5 publisher sent along; null when it sent nothing.</summary>
    public MessageProperties? Properties { get; init; }

    public bool IsExpired(DateTimeOffset now) => Properties?.ExpiresAt < now;

    /// <summary>What it takes in a queue.</summary>
    public int QueuedBytes => Payload.Length + Topic.Length;
}
