using Hatchery.Core;
using Hatchery.Core.Events;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Events;

/// <summary>Publishes what transactions did, after their commit and in its order.</summary>
public sealed class RegistryEvents : IAsyncDisposable
{
    /// <summary>Events that may wait to be published.</summary>
    const int QueuedMax = 100_000;

    readonly EventQueue _queue;
    readonly AwsAccount _account;
    readonly TimeProvider _time;

    public RegistryEvents(AwsAccount account, IDeviceGateway gateway, TimeProvider time, ILogger<RegistryEvents> logger)
    {
        (_account, _time) = (account, time);
        _queue = new EventQueue("registry", QueuedMax, gateway, logger);
    }

    /// <summary>Called on the registry's writer, which waits for nothing here.</summary>
    public void Committed(IReadOnlyList<RegistryEvent> events)
    {
        var now = _time.GetUtcNow();
        foreach (var happened in events)
        {
            _queue.Add(() => Message(happened, now));
        }
    }

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    // QoS 1 lets each subscriber choose: a message is delivered at the lower of its QoS and the subscription's.
    DeviceMessage Message(RegistryEvent happened, DateTimeOffset now) =>
        new(happened.Topic, happened.Payload(new EventStamp(Guid.NewGuid().ToString(), now, _account)), QualityOfService: 1);
}
