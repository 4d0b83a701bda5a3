namespace Hatchery.Core.Events;

/// <summary>
/// Something a transaction did that a subscriber may want to know. It holds all the event needs, so nothing is read when it is
/// published. Source: AWS IoT, "Registry events".
/// </summary>
public abstract record RegistryEvent
{
    public abstract string Topic { get; }

    /// <summary>The JSON that subscribers get.</summary>
    public abstract byte[] Payload(EventStamp stamp);
}
