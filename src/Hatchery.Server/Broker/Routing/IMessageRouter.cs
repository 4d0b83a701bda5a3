namespace Hatchery.Server.Broker.Routing;

/// <summary>
/// The port between sessions and the way messages travel. One node routes through its own topic tree; several nodes will put a
/// network between the same three calls.
/// </summary>
interface IMessageRouter
{
    /// <summary>Hands the message to every session with a matching subscription, to each once.</summary>
    void Publish(ApplicationMessage message);

    void Subscribe(Subscription subscription);

    void Unsubscribe(Subscription subscription);
}
