using Hatchery.Core.Events;
using Hatchery.Server.Broker.Sessions;
using Hatchery.Server.Events;

namespace Hatchery.Server.Broker.Connections;

/// <summary>
/// Tells what connections do, as events. A connection only queues one: subscribers never hold up the client that caused it.
/// Source: AWS, "Lifecycle events".
/// </summary>
sealed class Lifecycle(LifecycleEvents events, TimeProvider time) : IAsyncDisposable
{
    readonly ConnectionVersions _versions = new(time);

    public void Connected(MqttConnection connection)
    {
        if (!LifecycleClient.HasEvents(connection.ClientId)) return;

        connection.EventVersion = _versions.Next(connection.ClientId);
        events.Add(LifecycleEvent.Connected(Client(connection), time.GetUtcNow(), connection.Principal.SourceIp, connection.EventVersion));
    }

    public void Disconnected(MqttConnection connection, EndReason reason)
    {
        if (!LifecycleClient.HasEvents(connection.ClientId)) return;

        _versions.Closed(connection.ClientId, connection.EventVersion);
        events.Add(LifecycleEvent.Disconnected(Client(connection), time.GetUtcNow(), connection.EventVersion, reason.Name));
    }

    /// <summary>The policies turned it away.</summary>
    public void ConnectFailed(MqttConnection connection)
    {
        if (!LifecycleClient.HasEvents(connection.ClientId)) return;

        events.Add(LifecycleEvent.ConnectFailed(Client(connection), time.GetUtcNow(), connection.Principal.SourceIp));
    }

    public void Subscribed(MqttConnection connection, IReadOnlyList<string> filters)
    {
        if (filters.Count == 0 || !LifecycleClient.HasEvents(connection.ClientId)) return;

        events.Add(LifecycleEvent.Subscribed(Client(connection), time.GetUtcNow(), filters));
    }

    public void Unsubscribed(MqttConnection connection, IReadOnlyList<string> filters)
    {
        if (filters.Count == 0 || !LifecycleClient.HasEvents(connection.ClientId)) return;

        events.Add(LifecycleEvent.Unsubscribed(Client(connection), time.GetUtcNow(), filters));
    }

    public void ForgetExpired() => _versions.ForgetExpired();

    public ValueTask DisposeAsync() => events.DisposeAsync();

    static LifecycleClient Client(MqttConnection connection) => new(
        connection.ClientId,
        connection.Authorization?.ExclusiveThing,
        connection.SessionIdentifier.ToString(),
        connection.Principal.CertificateId.Value);
}
