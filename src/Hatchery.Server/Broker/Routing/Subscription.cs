using Hatchery.Server.Broker.Sessions;

namespace Hatchery.Server.Broker.Routing;

/// <summary>One filter of one session. A new SUBSCRIBE with the same filter replaces it.</summary>
/// <param name="qualityOfService">The most that is delivered: 0 or 1.</param>
/// <param name="noLocal">Keeps the session's own messages away from it (MQTT 5).</param>
/// <param name="retainAsPublished">Hands the publisher's RETAIN flag on (MQTT 5).</param>
sealed class Subscription(Session session, string filter, int qualityOfService, bool noLocal = false, bool retainAsPublished = false)
{
    public Session Session { get; } = session;

    public string Filter { get; } = filter;

    public int QualityOfService { get; } = qualityOfService;

    public bool NoLocal { get; } = noLocal;

    public bool RetainAsPublished { get; } = retainAsPublished;
}
