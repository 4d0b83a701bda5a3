using System.Threading.Channels;
using Hatchery.Core.Diagnosis;
using Hatchery.Server.Signals;
using Hatchery.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Diagnosis;

/// <summary>
/// Keeps what devices try. A connection's <see cref="ConnectionTrace"/> hands over attempts that changed; one loop writes them in
/// batches to a database of its own. Nothing here ever makes a device wait: what doesn't fit is counted and said.
/// </summary>
public sealed partial class AttemptRecorder : IAsyncDisposable
{
    readonly AttemptStore store;
    readonly AttemptIds ids;
    readonly TimeProvider time;
    readonly ILogger logger;
    readonly TimeSpan kept;
    readonly int keptMax;
    readonly Channel<AttemptDraft> changed = Channel.CreateBounded<AttemptDraft>(
        new BoundedChannelOptions(AttemptLimits.QueuedMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    readonly CancellationTokenSource stopping = new();
    readonly Task writing;
    long lost;

    AttemptRecorder(AttemptStore store, AttemptReader reader, HatcheryOptions options, TimeProvider time, ILogger logger)
    {
        (this.store, Reader, this.time, this.logger) = (store, reader, time, logger);
        (kept, keptMax) = (TimeSpan.FromDays(options.AttemptsDays), options.AttemptsMax);
        ids = new AttemptIds(time, store.FirstFreeId);
        Merged = new MergedFailures(time);
        Takeovers = new Takeovers(time);
        foreach (var (certificate, attempt) in store.AwaitedCertificates(AttemptLimits.AwaitedMax))
        {
            Awaited.Add(certificate, new AttemptDraft(attempt, AttemptKind.Provisioning, "", default) { IsContinued = true });
        }

        writing = Task.Run(WriteAsync);
    }

    /// <summary>Reads what was recorded.</summary>
    public AttemptReader Reader { get; }

    /// <summary>Changes that were not kept, because too many waited or the disk failed.</summary>
    public long Lost => Interlocked.Read(ref lost);

    internal AwaitedDevices Awaited { get; } = new();

    internal MergedFailures Merged { get; }

    internal Takeovers Takeovers { get; }

    /// <exception cref="StorageException">The database can't be opened.</exception>
    internal static AttemptRecorder Open(Dialect dialect, HatcheryOptions options, TimeProvider time, ILogger<AttemptRecorder> logger) =>
        new(AttemptStore.Open(dialect, logger), new AttemptReader(dialect), options, time, logger);

    internal AttemptId NextId() => ids.Next();

    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>An attempt has something new.</summary>
    internal void Changed(AttemptDraft draft)
    {
        if (draft.TryQueue() && !changed.Writer.TryWrite(draft))
        {
            draft.Unqueue();
            Lose(1);
        }
    }

    /// <summary>Writes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        changed.Writer.Complete();
        await stopping.CancelAsync();
        await writing;
        Reader.Dispose();
        store.Dispose();
        stopping.Dispose();
    }

    async Task WriteAsync()
    {
        var batch = new List<AttemptDraft>();
        var pruned = time.GetUtcNow();
        var took = TimeSpan.Zero;
        Attempt(store.EndRunningOfEarlierRun, 0);
        while (await changed.Reader.WaitToReadAsync())
        {
            // Steps come in bursts: an attempt that waits a moment is written once for several. The time that writing takes is
            // part of the pause, so that a busy writer shows a step no later than an idle one.
            await PauseAsync(AttemptLimits.WriteDelay - took);
            var begun = time.GetTimestamp();
            while (batch.Count < AttemptLimits.BatchMax && changed.Reader.TryRead(out var draft))
            {
                batch.Add(draft);
            }

            Attempt(() => store.Write(batch), batch.Count);
            batch.Clear();
            if (time.GetUtcNow() - pruned >= AttemptLimits.PruneInterval)
            {
                pruned = time.GetUtcNow();
                Attempt(Prune, 0);
            }

            took = time.GetElapsedTime(begun);
        }
    }

    async Task PauseAsync(TimeSpan pause)
    {
        if (pause <= TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await Task.Delay(pause, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The server stops: what waits is written at once.
        }
    }

    void Prune()
    {
        while (store.Prune(time.GetUtcNow() - kept, keptMax) && changed.Reader.Count == 0)
        {
        }
    }

    /// <summary>A disk that is full costs attempts, never the server.</summary>
    void Attempt(Action write, int atStake)
    {
        try
        {
            write();
        }
        catch (Exception e)
        {
            Log.NotWritten(logger, e.Message);
            Lose(atStake);
        }
    }

    void Lose(int attempts)
    {
        // The first, and then each ten thousandth: a flood must not go on in the log.
        Metrics.AttemptsLost.Add(attempts);
        var before = Interlocked.Add(ref lost, attempts) - attempts;
        if (attempts > 0 && (before == 0 || before / 10_000 != (before + attempts) / 10_000))
        {
            Log.Lost(logger, before + attempts);
        }
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Provisioning attempts could not be written: {Reason}")]
        public static partial void NotWritten(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Changes of provisioning attempts were not kept: {Count} so far; too many waited, or the disk failed")]
        public static partial void Lost(ILogger logger, long count);
    }
}
