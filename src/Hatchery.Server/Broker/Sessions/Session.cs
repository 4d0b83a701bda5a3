using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Wire;
using Microsoft.Extensions.Logging;
using MQTTnet.Formatter;

namespace Hatchery.Server.Broker.Sessions;

/// <summary>
/// What the server remembers of a client id beyond one connection: subscriptions, messages that wait, messages that are not
/// acknowledged. It belongs to the principal and protocol level that opened it.
/// </summary>
/// <remarks>INVARIANT: the lock is taken before the topic tree's, never inside it, and nothing is written to a socket under it.</remarks>
sealed class Session(string clientId, CertificateId principal, MqttProtocolVersion level, IMessageRouter router, TimeProvider time, ILogger logger)
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Subscription> _subscriptions = [];
    readonly OutboundQueue _queue = new();
    readonly InflightWindow _window = new();
    MqttConnection? _connection;
    bool _ended;
    int _dropped;

    public string ClientId { get; } = clientId;

    public CertificateId Principal { get; } = principal;

    public MqttProtocolVersion Level { get; } = level;

    /// <summary>How long it outlives a connection; zero ends it with the connection.</summary>
    public TimeSpan ExpiryInterval { get; set; }

    /// <summary>Set while there is no connection.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public MqttConnection? Connection => _connection;

    /// <summary>Binds it to a connection. Whatever another connection still takes from it gets nothing.</summary>
    /// <param name="window">Unacknowledged QoS 1 messages that the client accepts.</param>
    public void Attach(MqttConnection connection, int window)
    {
        lock (_lock)
        {
            if (_connection is not null) ForgetConnection();
            _connection = connection;
            ExpiresAt = null;
            _window.Restart(window, time.GetUtcNow());
        }
    }

    /// <summary>False when another connection has taken it over.</summary>
    public bool Detach(MqttConnection connection)
    {
        lock (_lock)
        {
            if (_connection != connection) return false;

            ForgetConnection();
            ExpiresAt = time.GetUtcNow() + ExpiryInterval;
            return true;
        }
    }

    /// <summary>Gives up its subscriptions and everything that waits. Final.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            _connection = null;
            foreach (var subscription in _subscriptions.Values) router.Unsubscribe(subscription);
            _subscriptions.Clear();
        }
    }

    public SubscribeOutcome Subscribe(Subscription subscription)
    {
        lock (_lock)
        {
            if (_ended) return SubscribeOutcome.Ended;

            var replaces = _subscriptions.TryGetValue(subscription.Filter, out var old);
            if (!replaces && _subscriptions.Count >= Limits.SubscriptionsPerConnectionMax) return SubscribeOutcome.TooMany;

            _subscriptions[subscription.Filter] = subscription;
            router.Subscribe(subscription);
            if (old is not null) router.Unsubscribe(old);
            return replaces ? SubscribeOutcome.Replaced : SubscribeOutcome.Added;
        }
    }

    public bool Unsubscribe(string filter)
    {
        lock (_lock)
        {
            if (!_subscriptions.Remove(filter, out var subscription)) return false;

            router.Unsubscribe(subscription);
            return true;
        }
    }

    /// <summary>True when a subscription that takes QoS 1 matches the topic.</summary>
    public bool HasQos1SubscriptionFor(string topic)
    {
        lock (_lock)
        {
            return _subscriptions.Values.Any(s => s.QualityOfService == 1 && TopicRules.Matches(s.Filter, topic));
        }
    }

    /// <summary>True when any subscription matches the topic.</summary>
    public bool HasSubscriptionFor(string topic)
    {
        lock (_lock)
        {
            return _subscriptions.Values.Any(s => TopicRules.Matches(s.Filter, topic));
        }
    }

    /// <summary>Queues a message: QoS 0 only for a live connection, and none that finds the queue full.</summary>
    public void Enqueue(Delivery delivery)
    {
        MqttConnection? connection;
        lock (_lock)
        {
            if (_ended || (_connection is null && delivery.QualityOfService == 0)) return;

            if (!_queue.TryEnqueue(delivery))
            {
                if (_dropped++ == 0) Log.QueueFull(logger, ClientId, _queue.Count);
                return;
            }

            ReportDropped();
            connection = _connection;
        }

        connection?.Outbox.Wake();
    }

    /// <summary>Queues the answer to a reserved request; false when its connection has gone.</summary>
    public bool TryEnqueueReply(Delivery reply, MqttConnection asker)
    {
        lock (_lock)
        {
            if (_connection != asker || !_queue.TryEnqueue(reply)) return false;
        }

        asker.Outbox.Wake();
        return true;
    }

    /// <summary>The next message that may be written on this connection: repeats first, then the queue while the window has room.</summary>
    public bool TryNext(MqttConnection connection, out OutgoingPublish publish)
    {
        lock (_lock)
        {
            publish = default;
            if (_connection != connection) return false;
            if (_window.TryRepeat(out publish)) return true;
            if (!_queue.TryPeek(out var delivery)) return false;
            if (delivery.QualityOfService > 0 && !_window.HasRoom) return false;

            _queue.Drop();
            publish = delivery.QualityOfService > 0
                ? _window.Add(delivery, time.GetUtcNow())
                : new OutgoingPublish(delivery, PacketId: 0, IsRepeated: false);
            return true;
        }
    }

    /// <summary>An acknowledgement came, or the message isn't to be delivered after all: its place is free.</summary>
    public void Release(MqttConnection connection, ushort packetId)
    {
        lock (_lock)
        {
            if (_connection == connection) _window.Acknowledge(packetId);
        }
    }

    /// <summary>Two lines for a burst, however long it lasted.</summary>
    void ReportDropped()
    {
        if (_dropped == 0 || !_queue.IsHalfEmpty) return;

        Log.QueueDropped(logger, ClientId, _dropped);
        _dropped = 0;
    }

    void ForgetConnection()
    {
        _connection = null;
        _queue.KeepStorable();
        _window.ForgetReplies();
    }
}
