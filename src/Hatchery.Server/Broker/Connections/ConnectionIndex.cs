using Hatchery.Core.Certificates;

namespace Hatchery.Server.Broker.Connections;

/// <summary>The live connections, and those that a change of a certificate or a thing concerns.</summary>
sealed class ConnectionIndex
{
    readonly Lock _lock = new();
    readonly HashSet<MqttConnection> _all = [];
    readonly Dictionary<CertificateId, HashSet<MqttConnection>> _byCertificate = [];
    readonly Dictionary<string, HashSet<MqttConnection>> _byThing = [];

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _all.Count == 0;
            }
        }
    }

    public MqttConnection[] All()
    {
        lock (_lock)
        {
            return [.. _all];
        }
    }

    public void Add(MqttConnection connection)
    {
        lock (_lock)
        {
            _all.Add(connection);
            AddTo(_byCertificate, connection.Principal.CertificateId, connection);
        }
    }

    /// <summary>From now on changes of this thing concern the connection. The name may be no thing's: a client id is tracked before it is known.</summary>
    public void Track(MqttConnection connection, string thing)
    {
        lock (_lock)
        {
            if (!_all.Contains(connection)) return;

            connection.TrackedThings.Add(thing);
            AddTo(_byThing, thing, connection);
        }
    }

    public void Remove(MqttConnection connection)
    {
        lock (_lock)
        {
            _all.Remove(connection);
            RemoveFrom(_byCertificate, connection.Principal.CertificateId, connection);
            foreach (var thing in connection.TrackedThings) RemoveFrom(_byThing, thing, connection);
        }
    }

    public MqttConnection[] OfCertificate(string certificateId)
    {
        lock (_lock)
        {
            return _byCertificate.TryGetValue(new CertificateId(certificateId), out var connections) ? [.. connections] : [];
        }
    }

    public MqttConnection[] OfThing(string thing)
    {
        lock (_lock)
        {
            return _byThing.TryGetValue(thing, out var connections) ? [.. connections] : [];
        }
    }

    static void AddTo<TKey>(Dictionary<TKey, HashSet<MqttConnection>> index, TKey key, MqttConnection connection) where TKey : notnull
    {
        if (!index.TryGetValue(key, out var connections)) index.Add(key, connections = []);
        connections.Add(connection);
    }

    static void RemoveFrom<TKey>(Dictionary<TKey, HashSet<MqttConnection>> index, TKey key, MqttConnection connection) where TKey : notnull
    {
        if (!index.TryGetValue(key, out var connections) || !connections.Remove(connection)) return;
        if (connections.Count == 0) index.Remove(key);
    }
}
