using System.Threading.Channels;
using Hatchery.Core;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Events;

/// <summary>
/// Publishes the server's own events one after the other, beside the connections and the registry's writer: who causes one only
/// queues it. A full queue drops events rather than hold up a device.
/// </summary>
sealed partial class EventQueue : IAsyncDisposable
{
    readonly Channel<Func<DeviceMessage>> _queue;
    readonly IDeviceGateway _gateway;
    readonly string _name;
    readonly ILogger _logger;
    readonly Task _publishing;
    int _dropped;

    /// <param name="name">What the log calls it.</param>
    /// <param name="max">Events that may wait.</param>
    public EventQueue(string name, int max, IDeviceGateway gateway, ILogger logger)
    {
        (_name, _gateway, _logger) = (name, gateway, logger);
        _queue = Channel.CreateBounded<Func<DeviceMessage>>(new BoundedChannelOptions(max) { SingleReader = true });
        _publishing = Task.Run(PublishAsync);
    }

    /// <summary>The message is made when its turn comes.</summary>
    public void Add(Func<DeviceMessage> message)
    {
        if (_queue.Writer.TryWrite(message)) return;
        Metrics.EventsDropped.Add(1, new KeyValuePair<string, object?>("queue", _name));
        if (Interlocked.Increment(ref _dropped) == 1) Log.Full(_logger, _name);
    }

    /// <summary>Publishes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _publishing;
    }

    async Task PublishAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out var message)) Publish(message);

            // Two lines for a burst, however long it lasted.
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped) Log.Dropped(_logger, dropped, _name);
        }
    }

    void Publish(Func<DeviceMessage> message)
    {
        try
        {
            _gateway.Publish(message());
        }
        catch (Exception e)
        {
            Log.Failed(_logger, e, _name);
        }
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The queue of {Name} events is full: further ones are dropped")]
        public static partial void Full(ILogger logger, string name);

        [LoggerMessage(2, LogLevel.Warning, "{Dropped} {Name} events were dropped")]
        public static partial void Dropped(ILogger logger, int dropped, string name);

        [LoggerMessage(3, LogLevel.Error, "A {Name} event could not be published")]
        public static partial void Failed(ILogger logger, Exception error, string name);
    }
}
