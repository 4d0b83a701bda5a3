using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Events;

/// <summary>
/// Writes down which things are connected, in batches beside the connections. What is written lags behind by
/// <see cref="WriteDelay"/>; <see cref="Latest"/> doesn't. What a crash leaves as connected is ended at the next start.
/// </summary>
public sealed partial class ConnectivityRecorder : IAsyncDisposable
{
    /// <summary>Things in one transaction, so that it holds up no other writer for long.</summary>
    const int BatchMax = 500;

    static readonly TimeSpan WriteDelay = TimeSpan.FromMilliseconds(250);

    readonly IRegistry _registry;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly Lock _lock = new();
    readonly SemaphoreSlim _some = new(0);
    readonly CancellationTokenSource _stopping = new();
    readonly Task _writing;
    Func<string, bool> _isConnected = static _ => false;
    Dictionary<string, LastSeen> _changed = [];
    Dictionary<string, LastSeen> _beingWritten = [];

    ConnectivityRecorder(IRegistry registry, TimeProvider time, ILogger logger)
    {
        (_registry, _time, _logger) = (registry, time, logger);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Ends what an earlier run left as connected: its end was no one's to write.</summary>
    public static async Task<ConnectivityRecorder> OpenAsync(IRegistry registry, TimeProvider time, ILogger<ConnectivityRecorder> logger, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        var ended = await registry.TransactAsync(tx => tx.ThingConnectivity.DisconnectAll(now, ThingConnectivity.ServerError), ct);
        if (ended > 0)
        {
            Log.EndedOfEarlierRun(logger, ended);
        }

        return new ConnectivityRecorder(registry, time, logger);
    }

    /// <summary>Who knows which client ids are connected now.</summary>
    public void Follow(IDeviceGateway gateway) => _isConnected = gateway.IsConnected;

    /// <summary>A client came or went. Returns at once.</summary>
    public void Changed(ClientPresence presence)
    {
        lock (_lock)
        {
            var last = _changed.GetValueOrDefault(presence.ClientId);
            _changed[presence.ClientId] = presence.IsConnected
                ? last with { ConnectedAt = presence.At }
                : last with { DisconnectedAt = presence.At, DisconnectReason = presence.DisconnectReason };
            if (_changed.Count > 1 || last != default)
            {
                return;
            }
        }

        _some.Release();
    }

    public bool IsConnected(string clientId) => _isConnected(clientId);

    /// <summary>What is newer than what is written down; null when nothing is.</summary>
    public ThingConnectivity? Latest(ThingName name)
    {
        lock (_lock)
        {
            return Current(name.Value, _changed) ?? Current(name.Value, _beingWritten);
        }
    }

    /// <summary>Writes what waits, then that nobody is connected any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _some.Release();
        await _writing;
        await WriteChangedAsync();
        try
        {
            var now = _time.GetUtcNow();
            await _registry.TransactAsync(tx => tx.ThingConnectivity.DisconnectAll(now, ThingConnectivity.ServerInitiated));
        }
        catch (Exception e)
        {
            Log.NotWritten(_logger, e);
        }

        _some.Dispose();
        _stopping.Dispose();
    }

    async Task WriteAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await _some.WaitAsync();
            await Task.Delay(WriteDelay, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteChangedAsync();
        }
    }

    async Task WriteChangedAsync()
    {
        lock (_lock)
        {
            (_beingWritten, _changed) = (_changed, []);
        }

        foreach (var batch in _beingWritten.Keys.Chunk(BatchMax))
        {
            await WriteAsync(batch);
        }

        lock (_lock)
        {
            _beingWritten = [];
        }
    }

    async Task WriteAsync(string[] clientIds)
    {
        try
        {
            await _registry.TransactAsync(tx =>
            {
                foreach (var id in clientIds)
                {
                    if (Current(id, _beingWritten) is { } connectivity)
                    {
                        tx.ThingConnectivity.Set(new ThingName(id), connectivity);
                    }
                }

                return true;
            });
        }
        catch (Exception e)
        {
            // A disk that is full costs what the index knows, never a connection.
            Log.NotWritten(_logger, e);
        }
    }

    /// <summary>
    /// What the gateway says now, with the time of the change that made it so. Null when that change hasn't been told yet: it
    /// comes in a moment.
    /// </summary>
    ThingConnectivity? Current(string clientId, Dictionary<string, LastSeen> changes)
    {
        if (!changes.TryGetValue(clientId, out var last))
        {
            return null;
        }

        if (_isConnected(clientId))
        {
            return last.ConnectedAt is { } since ? new ThingConnectivity(true, since, null) : null;
        }

        return last.DisconnectedAt is { } at ? new ThingConnectivity(false, at, last.DisconnectReason) : null;
    }

    readonly record struct LastSeen(DateTimeOffset? ConnectedAt, DateTimeOffset? DisconnectedAt, string? DisconnectReason);

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The last run ended without taking leave of {Count} things: they are disconnected")]
        public static partial void EndedOfEarlierRun(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Error, "Which things are connected could not be written down")]
        public static partial void NotWritten(ILogger logger, Exception error);
    }
}
