using System.Threading.Channels;
using Hatchery.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Audit;

/// <summary>
/// Keeps who changed what. Calls hand rows over and go on; one loop writes them in batches to a database of its own (decision 0011),
/// at a clean stop to the last one. When more wait than are bounded here, calls wait too: no row is dropped for want of room.
/// </summary>
public sealed partial class AuditTrail : IAsyncDisposable
{
    const int QueuedMax = 10_000;
    const int BatchMax = 1_000;
    static readonly TimeSpan WriteDelay = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan PruneInterval = TimeSpan.FromMinutes(1);

    readonly AuditStore store;
    readonly TimeProvider time;
    readonly ILogger logger;
    readonly TimeSpan kept;
    readonly int keptMax;
    readonly Channel<Queued> queue = Channel.CreateBounded<Queued>(new BoundedChannelOptions(QueuedMax) { SingleReader = true });
    readonly CancellationTokenSource stopping = new();
    readonly Task writing;
    DateTimeOffset pruned;

    AuditTrail(AuditStore store, HatcheryOptions options, TimeProvider time, ILogger logger)
    {
        (this.store, this.time, this.logger) = (store, time, logger);
        (kept, keptMax) = (TimeSpan.FromDays(options.AuditDays), options.AuditMax);
        writing = Task.Run(WriteAsync);
    }

    /// <exception cref="StorageException">The database can't be opened.</exception>
    public static AuditTrail Open(Dialect dialect, HatcheryOptions options, TimeProvider time, ILogger<AuditTrail> logger) =>
        new(AuditStore.Open(dialect, logger), options, time, logger);

    public ValueTask RecordAsync(AuditRow row) => queue.Writer.WriteAsync(new Queued(row, Written: null));

    /// <summary>What was recorded before the question is in the answer.</summary>
    public async ValueTask<IReadOnlyList<AuditRow>> ReadAsync(AuditQuery query, CancellationToken ct)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.Writer.WriteAsync(new Queued(Row: null, written), ct);
        await written.Task.WaitAsync(ct);
        return store.Read(query);
    }

    /// <summary>Writes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await stopping.CancelAsync();
        await writing;
        store.Dispose();
        stopping.Dispose();
    }

    async Task WriteAsync()
    {
        var batch = new List<Queued>(BatchMax);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchMax && queue.Reader.TryRead(out var queued))
            {
                batch.Add(queued);
            }

            var rows = batch.Select(queued => queued.Row).OfType<AuditRow>().ToList();
            if (rows.Count > 0)
            {
                Attempt(() => store.Write(rows), rows.Count);
            }

            batch.ForEach(queued => queued.Written?.SetResult());
            batch.Clear();
            PruneWhenDue();

            // One sync of the disk for many rows: the registry's commits want it too.
            await PauseAsync();
        }
    }

    async Task PauseAsync()
    {
        try
        {
            await Task.Delay(WriteDelay, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The server stops: what waits is written at once.
        }
    }

    void PruneWhenDue()
    {
        var now = time.GetUtcNow();
        if (now - pruned < PruneInterval)
        {
            return;
        }

        pruned = now;
        Attempt(() =>
        {
            while (store.PruneSome(now - kept, keptMax))
            {
            }
        }, rows: 0);
    }

    /// <summary>A full disk costs rows, said in the log, never the server.</summary>
    void Attempt(Action write, int rows)
    {
        try
        {
            write();
        }
        catch (Exception e)
        {
            Log.NotWritten(logger, e.Message, rows);
        }
    }

    /// <summary>A row to write, or somebody who waits for those before.</summary>
    readonly record struct Queued(AuditRow? Row, TaskCompletionSource? Written);

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The audit could not be written: {Reason} ({Rows} rows lost)")]
        public static partial void NotWritten(ILogger logger, string reason, int rows);
    }
}
