using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hatchery.Core.Events;

/// <summary>
/// A client came, went, was turned away, subscribed or unsubscribed. The properties are the members of its JSON; those that an
/// event doesn't have are null and left out. Source: AWS IoT, "Lifecycle events".
/// </summary>
public sealed record LifecycleEvent
{
    LifecycleEvent(string family, string eventType, LifecycleClient client, DateTimeOffset at)
    {
        Topic = $"$aws/events/{family}/{eventType}/{client.ClientId}";
        (ClientId, ThingName, SessionIdentifier, PrincipalIdentifier) = client;
        Timestamp = at.ToUnixTimeMilliseconds();
        EventType = eventType;
    }

    [JsonIgnore]
    public string Topic { get; }

    public string ClientId { get; }

    public string? ThingName { get; }

    /// <summary>Unix milliseconds.</summary>
    public long Timestamp { get; }

    public string EventType { get; }

    public string? ConnectFailureReason { get; private init; }

    public bool? ClientInitiatedDisconnect { get; private init; }

    public string? DisconnectReason { get; private init; }

    public string SessionIdentifier { get; }

    public string PrincipalIdentifier { get; }

    public string? IpAddress { get; private init; }

    public long? VersionNumber { get; private init; }

    public IReadOnlyList<string>? Topics { get; private init; }

    /// <param name="versionNumber">Grows with each connection of the client id; its disconnect has the same.</param>
    public static LifecycleEvent Connected(LifecycleClient client, DateTimeOffset at, string ipAddress, long versionNumber) =>
        new("presence", "connected", client, at) { IpAddress = ipAddress, VersionNumber = versionNumber };

    /// <param name="reason">AWS's <c>disconnectReason</c>.</param>
    public static LifecycleEvent Disconnected(LifecycleClient client, DateTimeOffset at, long versionNumber, string reason) =>
        new("presence", "disconnected", client, at)
        {
            ClientInitiatedDisconnect = reason == "CLIENT_INITIATED_DISCONNECT",
            DisconnectReason = reason,
            VersionNumber = versionNumber,
        };

    /// <summary>The policies don't let it connect, or not with this will.</summary>
    public static LifecycleEvent ConnectFailed(LifecycleClient client, DateTimeOffset at, string ipAddress) =>
        new("presence", "connect_failed", client, at) { ConnectFailureReason = "AUTHORIZATION_FAILED", IpAddress = ipAddress };

    public static LifecycleEvent Subscribed(LifecycleClient client, DateTimeOffset at, IReadOnlyList<string> topics) =>
        new("subscriptions", "subscribed", client, at) { Topics = topics };

    public static LifecycleEvent Unsubscribed(LifecycleClient client, DateTimeOffset at, IReadOnlyList<string> topics) =>
        new("subscriptions", "unsubscribed", client, at) { Topics = topics };

    public byte[] Payload() => JsonSerializer.SerializeToUtf8Bytes(this, LifecycleEventJson.Default.LifecycleEvent);
}
