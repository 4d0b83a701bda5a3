using Hatchery.Core;
using Hatchery.Core.Events;
using Hatchery.Server.Broker.Sessions;
using Hatchery.Server.Events;

namespace Hatchery.Server.Broker.Connections;

/// <summary>
/// Tells what connections do, as events. A connection only queues one: subscribers never hold up the client that caused it.
/// Source: AWS, "Lifecycle events".
/// </summary>
/// <param name="presence">Told who comes and goes, without delay.</param>
sealed class Lifecycle(LifecycleEvents events, Action<ClientPresence> presence, TimeProvider time) : IAsyncDisposable
{
    readonly ConnectionVersions _versions = new(time);

    public void Connected(MqttConnection connection)
    {
        if (!LifecycleClient.HasEvents(connection.ClientId)) return;

        var now = time.GetUtcNow();
        connection.EventVersion = _versions.Next(connection.ClientId);
        presence(new ClientPresence(connection.ClientId, now, DisconnectReason: null));
        events.Add(LifecycleEvent.Connected(Client(connection), now, connection.Principal.SourceIp, connection.EventVersion));
    }

    public void Disconnected(MqttConnection connection, EndReason reason)
    {
        if (!LifecycleClient.HasEvents(connection.ClientId)) return;

        var now = time.GetUtcNow();
        _versions.Closed(connection.ClientId, connection.EventVersion);
        presence(new ClientPresence(connection.ClientId, now, reason.Name));
        events.Add(LifecycleEvent.Disconnected(Client(connection), now, connection.EventVersion, reason.Name));
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
