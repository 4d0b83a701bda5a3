using Hatchery.Server.Broker.Sessions;

namespace Hatchery.Server.Broker.Routing;

/// <summary>Routes within this process, through the topic tree.</summary>
sealed class LocalRouter : IMessageRouter
{
    readonly TopicTree<Subscription> _tree = new();

    [ThreadStatic]
    static List<Subscription>? _matches;

    [ThreadStatic]
    static Dictionary<Session, Delivery>? _merged;

    public void Subscribe(Subscription subscription) => _tree.Add(subscription.Filter, subscription);

    public void Unsubscribe(Subscription subscription) => _tree.Remove(subscription.Filter, subscription);

    public void Publish(ApplicationMessage message)
    {
        var matches = _matches ??= [];
        var filters = _tree.Match(message.Topic, matches);

        // A session has a filter once, so only several matching filters can reach it twice.
        if (filters > 1)
        {
            PublishMerged(message, matches);
        }
        else
        {
            foreach (var subscription in matches)
            {
                if (Reaches(subscription, message)) subscription.Session.Enqueue(DeliveryOf(subscription, message));
            }
        }

        matches.Clear();
    }

    /// <summary>Overlapping filters deliver once, with the highest QoS among them. Source: MQTT 3.1.1, 3.3.5.</summary>
    static void PublishMerged(ApplicationMessage message, List<Subscription> matches)
    {
        var merged = _merged ??= [];
        foreach (var subscription in matches)
        {
            if (!Reaches(subscription, message)) continue;

            var delivery = DeliveryOf(subscription, message);
            if (merged.TryGetValue(subscription.Session, out var other))
            {
                delivery = delivery with
                {
                    QualityOfService = Math.Max(delivery.QualityOfService, other.QualityOfService),
                    Retain = delivery.Retain || other.Retain,
                };
            }

            merged[subscription.Session] = delivery;
        }

        foreach (var (session, delivery) in merged) session.Enqueue(delivery);
        merged.Clear();
    }

    static bool Reaches(Subscription subscription, ApplicationMessage message) =>
        !subscription.NoLocal || subscription.Session != message.Publisher;

    static Delivery DeliveryOf(Subscription subscription, ApplicationMessage message) => new(
        message,
        Math.Min(subscription.QualityOfService, message.QualityOfService),
        Retain: message.Retain && subscription.RetainAsPublished);
}
