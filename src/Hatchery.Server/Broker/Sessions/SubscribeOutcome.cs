namespace Hatchery.Server.Broker.Sessions;

enum SubscribeOutcome
{
    Added,

    /// <summary>The session had the filter already; the new options hold.</summary>
    Replaced,

    /// <summary>The session has as many subscriptions as it may.</summary>
    TooMany,

    /// <summary>The session is over; its connection will be soon.</summary>
    Ended,
}
