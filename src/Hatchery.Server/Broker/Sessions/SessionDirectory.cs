using Hatchery.Core.Certificates;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;
using MQTTnet.Formatter;

namespace Hatchery.Server.Broker.Sessions;

/// <summary>
/// All sessions by client id, in memory. Durable sessions will be read and written here; nothing else knows where they are.
/// </summary>
sealed class SessionDirectory(IMessageRouter router, TimeProvider time, ILogger logger)
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Session> _sessions = [];
    int _offline;

    /// <summary>The live connection of a client id.</summary>
    public MqttConnection? ConnectionOf(string clientId)
    {
        lock (_lock)
        {
            return _sessions.GetValueOrDefault(clientId)?.Connection;
        }
    }

    /// <summary>
    /// Gives a connection its session: the existing one when the client wants it and it is the same principal and protocol level,
    /// else a fresh one. A connection that had it is displaced.
    /// </summary>
    public OpenedSession Open(MqttConnection connection, SessionRequest request)
    {
        lock (_lock)
        {
            var existing = _sessions.GetValueOrDefault(request.ClientId);
            var displaced = existing?.Connection;
            if (existing is not null && displaced is null) _offline--;

            if (existing is not null && MayResume(existing, request))
            {
                existing.ExpiryInterval = request.ExpiryInterval;
                existing.Attach(connection, request.Window);
                return new OpenedSession(existing, IsPresent: true, displaced);
            }

            existing?.End();
            if (existing is null) Metrics.Sessions.Add(1);
            var session = new Session(request.ClientId, request.Principal, request.Level, router, time, logger) { ExpiryInterval = request.ExpiryInterval };
            session.Attach(connection, request.Window);
            _sessions[request.ClientId] = session;
            return new OpenedSession(session, IsPresent: false, displaced);
        }
    }

    /// <summary>A connection is over. Its session ends too, unless it outlives connections or has been taken over.</summary>
    public void Close(Session session, MqttConnection connection)
    {
        lock (_lock)
        {
            if (!session.Detach(connection)) return;

            if (session.ExpiryInterval > TimeSpan.Zero && _offline < BrokerLimits.OfflineSessionsMax)
            {
                _offline++;
                return;
            }

            _sessions.Remove(session.ClientId);
            Metrics.Sessions.Add(-1);
            session.End();
        }
    }

    /// <summary>Ends the sessions whose time without a connection is up.</summary>
    public void EndExpired()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var session in _sessions.Values)
            {
                if (session.ExpiresAt is not { } end || end > now) continue;

                _sessions.Remove(session.ClientId); // removing while enumerating is allowed
                _offline--;
                Metrics.Sessions.Add(-1);
                session.End();
            }
        }
    }

    // A claim certificate is shared by a batch and its client ids are reused for the device's own certificate: another
    // principal never gets what was kept for this one. AWS resumes within one protocol level only.
    bool MayResume(Session session, SessionRequest request) =>
        !request.IsClean
        && session.Principal == request.Principal
        && session.Level == request.Level
        && !(session.ExpiresAt <= time.GetUtcNow());
}

/// <param name="IsClean">Clean Session (3.1.1) or Clean Start (5.0).</param>
/// <param name="ExpiryInterval">How long the session outlives the connection.</param>
/// <param name="Window">Unacknowledged QoS 1 messages that the client accepts.</param>
readonly record struct SessionRequest(
    string ClientId, CertificateId Principal, MqttProtocolVersion Level, bool IsClean, TimeSpan ExpiryInterval, int Window);

/// <param name="IsPresent">The session existed: Session Present in the CONNACK.</param>
/// <param name="Displaced">The connection that had the client id until now.</param>
readonly record struct OpenedSession(Session Session, bool IsPresent, MqttConnection? Displaced);
