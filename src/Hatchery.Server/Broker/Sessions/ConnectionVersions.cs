using Hatchery.Core;

namespace Hatchery.Server.Broker.Sessions;

/// <summary>
/// Numbers the connections of each client id, so that subscribers can order its events. The count begins at 0 again once the client
/// has been away for an hour. Source: AWS, "Connect/Disconnect events", versionNumber.
/// </summary>
sealed class ConnectionVersions(TimeProvider time)
{
    static readonly TimeSpan KeptFor = Limits.SessionExpiryDefault;

    readonly Lock _lock = new();
    readonly Dictionary<string, (long Version, DateTimeOffset? AwayUntil)> _entries = [];
    int _away;

    public long Next(string clientId)
    {
        lock (_lock)
        {
            var isKnown = _entries.TryGetValue(clientId, out var entry);
            if (entry.AwayUntil is not null) _away--;

            var version = isKnown && !(entry.AwayUntil <= time.GetUtcNow()) ? entry.Version + 1 : 0;
            _entries[clientId] = (version, null);
            return version;
        }
    }

    /// <summary>The connection with this number is over. Another one of the same client id may have begun meanwhile.</summary>
    public void Closed(string clientId, long version)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(clientId, out var entry) || entry.Version != version || entry.AwayUntil is not null) return;

            if (_away >= BrokerLimits.OfflineSessionsMax)
            {
                _entries.Remove(clientId);
                return;
            }

            _away++;
            _entries[clientId] = (version, time.GetUtcNow() + KeptFor);
        }
    }

    public void ForgetExpired()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var (clientId, entry) in _entries)
            {
                if (!(entry.AwayUntil <= now)) continue;

                _entries.Remove(clientId); // removing while enumerating is allowed
                _away--;
            }
        }
    }
}
