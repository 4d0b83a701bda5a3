using Hatchery.Core;
using Hatchery.Core.Events;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Events;

/// <summary>Publishes what clients do. They are always on.</summary>
sealed class LifecycleEvents(IDeviceGateway gateway, ILogger logger) : IAsyncDisposable
{
    /// <summary>Events that may wait to be published: a whole fleet that reconnects at once.</summary>
    const int QueuedMax = 50_000;

    readonly EventQueue _queue = new("lifecycle", QueuedMax, gateway, logger);

    public void Add(LifecycleEvent happened) => _queue.Add(() => new DeviceMessage(happened.Topic, happened.Payload(), QualityOfService: 1));

    public ValueTask DisposeAsync() => _queue.DisposeAsync();
}
