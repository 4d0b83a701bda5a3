using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Gates;
using Hatchery.Server.Broker.Packets;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Sessions;
using Hatchery.Server.Events;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Broker;

/// <summary>
/// The broker as a whole: what its connections share, and what the rest of the server may ask of them. A connection comes in by
/// <see cref="ServeAsync"/>; its packets are handled as <see cref="Packets.PacketDispatch"/> lists.
/// </summary>
public sealed class DeviceGateway : IDeviceGateway, IAsyncDisposable
{
    static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(1);
    static readonly TimeSpan SessionExpiryInterval = TimeSpan.FromMinutes(1);

    readonly CancellationTokenSource _stopping = new();
    readonly ITimer _keepAliveTimer;
    readonly ITimer _sessionExpiryTimer;
    long _policyChanges;

    /// <param name="reserved">Who answers the topics that begin with <c>$</c>.</param>
    public DeviceGateway(
        IRegistry registry, AwsAccount account, HatcheryOptions options, ReservedTopicRouter reserved, TimeProvider time, ILogger<DeviceGateway> logger)
    {
        (Registry, Options, Reserved, Time, Logger) = (registry, options, reserved, time, logger);
        Account = account;
        Arns = new IotArns(account);
        Router = new LocalRouter();
        Retained = new RetainedMessages(time);
        Sessions = new SessionDirectory(Router, time, logger);
        Lifecycle = new Lifecycle(new LifecycleEvents(this, logger), presence => PresenceChanged?.Invoke(presence), time);
        _keepAliveTimer = time.CreateTimer(_ => EndOverdue(), null, KeepAliveInterval, KeepAliveInterval);
        _sessionExpiryTimer = time.CreateTimer(_ => ForgetExpired(), null, SessionExpiryInterval, SessionExpiryInterval);
    }

    /// <summary>Raised when a client has connected, its policies included.</summary>
    public event Action<DevicePrincipal>? ClientConnected;

    /// <summary>Raised when a client came or went, on its way: listeners return at once. Of a client id that is taken over, the old connection's end may come after the new one's beginning.</summary>
    public event Action<ClientPresence>? PresenceChanged;

    internal IRegistry Registry { get; }

    internal HatcheryOptions Options { get; }

    internal ReservedTopicRouter Reserved { get; }

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

    internal AwsAccount Account { get; }

    internal IotArns Arns { get; }

    internal PolicyDocuments PolicyDocuments { get; } = new();

    internal IMessageRouter Router { get; }

    /// <summary>What it retains, for whoever asks by HTTP.</summary>
    public IRetainedMessages RetainedMessages => Retained;

    internal RetainedMessages Retained { get; }

    internal SessionDirectory Sessions { get; }

    internal ConnectionIndex Connections { get; } = new();

    internal Lifecycle Lifecycle { get; }

    /// <summary>Counts the changes that may concern every connection.</summary>
    internal long PolicyChanges => Interlocked.Read(ref _policyChanges);

    internal bool IsStopping => _stopping.IsCancellationRequested;

    internal CancellationToken Stopping => _stopping.Token;

    public void Publish(DeviceMessage message) =>
        Route(new ApplicationMessage(message.Topic, message.Payload, message.QualityOfService, message.Retain) { Properties = MessageProperties.Of(message.Properties, Time.GetUtcNow()) });

    public void PublishByHttp(DeviceMessage message)
    {
        HttpTopic.Require(message);
        Publish(message);
    }

    internal void RaiseConnected(DevicePrincipal principal) => ClientConnected?.Invoke(principal);

    public bool Disconnect(string clientId, bool endSession = false, bool withoutWill = false)
    {
        if (Sessions.ConnectionOf(clientId) is not { } connection) return false;

        if (endSession && connection.Session is { } session) session.ExpiryInterval = TimeSpan.Zero;
        connection.End(EndReason.ApiInitiated with { SendsWill = !withoutWill });
        return true;
    }

    public bool IsConnected(string clientId) => Sessions.ConnectionOf(clientId) is not null;

    public void Changed(IReadOnlyList<RegistryChange> changes)
    {
        foreach (var change in changes)
        {
            switch (change.Kind)
            {
                case RegistryChangeKind.Policy or RegistryChangeKind.ThingGroup or RegistryChangeKind.ThingType:
                    Interlocked.Increment(ref _policyChanges);
                    break;
                case RegistryChangeKind.Thing:
                    foreach (var connection in Connections.OfThing(change.Key)) connection.Authorization?.MarkStale();
                    break;
                case RegistryChangeKind.Certificate:
                    CertificateChanged(change.Key);
                    break;
            }
        }
    }

    /// <summary>Takes leave of all clients (MQTT 5: DISCONNECT 0x8B) and waits for them, within 5 s. New ones are turned away.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        foreach (var connection in Connections.All()) connection.End(EndReason.ServerStopping);

        using var timeout = new CancellationTokenSource(BrokerLimits.StopTimeout);
        while (!Connections.IsEmpty && !timeout.IsCancellationRequested) await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Lifecycle.DisposeAsync();
        await _keepAliveTimer.DisposeAsync();
        await _sessionExpiryTimer.DisposeAsync();
    }

    /// <summary>Serves one connection to its end.</summary>
    internal Task ServeAsync(ConnectionContext transport, DevicePrincipal principal) =>
        new MqttConnection(this, transport, principal).RunAsync();

    /// <summary>Keeps a retained message and hands every message to its subscribers.</summary>
    internal void Route(ApplicationMessage message)
    {
        if (message.Retain && !Retained.Store(message)) Log.RetainedFull(Logger, message.Topic);
        Router.Publish(message);
    }

    void ForgetExpired()
    {
        Sessions.EndExpired();
        Lifecycle.ForgetExpired();
    }

    void CertificateChanged(string certificateId)
    {
        var connections = Connections.OfCertificate(certificateId);
        if (connections.Length == 0) return;

        foreach (var connection in connections) connection.Authorization?.MarkStale();
        _ = Task.Run(() => EndUnlessActiveAsync(certificateId, connections));
    }

    /// <summary>A certificate that left ACTIVE loses its sessions now, not at their next packet.</summary>
    async Task EndUnlessActiveAsync(string certificateId, MqttConnection[] connections)
    {
        try
        {
            var id = new CertificateId(certificateId);
            var status = await Registry.ReadAsync(tx => tx.Certificates.Find(id)?.Status);
            if (status == CertificateStatus.Active) return;
        }
        catch (Exception e)
        {
            // Not known to be ACTIVE is not ACTIVE.
            Log.CertificateCheckFailed(Logger, e, certificateId);
        }

        foreach (var connection in connections) connection.End(EndReason.CertificateNotActive);
    }

    /// <summary>Those that fell silent, and those whose temporary certificate has ended.</summary>
    void EndOverdue()
    {
        foreach (var connection in Connections.All())
        {
            if (connection.KeepAlive.IsOver) connection.End(connection.Session is null ? EndReason.ConnectTimeout : EndReason.KeepAliveTimeout);
            else if (connection.Authorization?.IsOver is true) connection.End(EndReason.CertificateNotActive);
        }
    }
}
