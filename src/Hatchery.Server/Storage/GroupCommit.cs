using System.Data.Common;
using System.Diagnostics;
using Hatchery.Core.Events;
using Hatchery.Core.Registry;
using Hatchery.Server.Signals;

namespace Hatchery.Server.Storage;

/// <summary>
/// The one writer: a thread with its own connection. While one commit reaches the disk the next bodies queue up, and share the next
/// commit; a lone body waits for nobody.
/// </summary>
sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>Bodies that may share a commit: beyond this the disk is no longer what they wait for.</summary>
    const int BatchMax = 64;

    static readonly Statement Commit = new("COMMIT");
    static readonly Statement Rollback = new("ROLLBACK");
    static readonly Statement Savepoint = new("SAVEPOINT body");
    static readonly Statement Release = new("RELEASE SAVEPOINT body");
    static readonly Statement RollbackToSavepoint = new("ROLLBACK TO SAVEPOINT body");

    readonly object gate = new();
    readonly Queue<QueuedWrite> queue = new();
    readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ChangeLog changes = new();
    readonly Dialect dialect;
    readonly Statement begin;
    readonly SqlSession session;
    readonly SqlTransaction transaction;
    readonly Action<IReadOnlyList<RegistryChange>, IReadOnlyList<RegistryEvent>> committed;
    bool isStopping;

    /// <param name="connection">Owned from now on.</param>
    /// <param name="committed">Called after each commit that changed something, on the writer's thread. Doesn't throw.</param>
    public GroupCommit(
        DbConnection connection, Dialect dialect, Action<IReadOnlyList<RegistryChange>, IReadOnlyList<RegistryEvent>> committed)
    {
        this.dialect = dialect;
        this.committed = committed;
        begin = new Statement(dialect.BeginWrite);
        session = new SqlSession(connection, dialect, canWrite: true);
        transaction = new SqlTransaction(session, changes);
        changes.Configurations = transaction.EventConfigurations.Read();
        new Thread(Run) { IsBackground = true, Name = "registry writer" }.Start();
    }

    public void Enqueue(QueuedWrite write)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isStopping, typeof(SqlRegistry));
            queue.Enqueue(write);
            Metrics.CommitQueue.Add(1);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Commits what is queued, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isStopping = true;
            Monitor.Pulse(gate);
        }

        await stopped.Task;
    }

    void Run()
    {
        var batch = new List<QueuedWrite>(BatchMax);
        while (Take(batch))
        {
            var begun = Stopwatch.GetTimestamp();
            Write(batch);
            Metrics.CommitBatch.Record(batch.Count);
            Metrics.CommitDuration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            batch.Clear();
        }

        session.Dispose();
        stopped.SetResult();
    }

    bool Take(List<QueuedWrite> batch)
    {
        lock (gate)
        {
            while (queue.Count == 0)
            {
                if (isStopping)
                {
                    return false;
                }

                Monitor.Wait(gate);
            }

            while (batch.Count < BatchMax && queue.TryDequeue(out var write))
            {
                batch.Add(write);
            }

            Metrics.CommitQueue.Add(-batch.Count);
            return true;
        }
    }

    void Write(List<QueuedWrite> batch)
    {
        var start = changes.Mark();
        try
        {
            session.Control(begin);
            session.Control(RunBodies(batch) ? Commit : Rollback);
        }
        catch (Exception e)
        {
            Abandon(batch, start, e is DbException error ? dialect.Explain(error) : e);
            return;
        }

        // INVARIANT: durable first, then the broker learns of it, then the callers do.
        var (changed, happened) = changes.Take();
        if (changed.Count + happened.Count > 0)
        {
            committed(changed, happened);
        }

        foreach (var write in batch)
        {
            write.Complete();
        }
    }

    /// <summary>False when the transaction holds something that must not be committed.</summary>
    bool RunBodies(List<QueuedWrite> batch)
    {
        if (batch is [var alone])
        {
            session.ExpectWrites(before: null);
            return Succeeds(alone) || !session.HasWritten;
        }

        foreach (var write in batch)
        {
            session.ExpectWrites(before: Savepoint);
            var succeeded = Succeeds(write);
            if (!session.HasWritten)
            {
                continue;
            }

            if (!succeeded)
            {
                session.Control(RollbackToSavepoint);
            }

            session.Control(Release);
        }

        return true;
    }

    bool Succeeds(QueuedWrite write)
    {
        var before = changes.Mark();
        if (write.Run(transaction))
        {
            return true;
        }

        changes.Rewind(before);

        // Without this check the bodies that follow would write outside any transaction.
        return session.IsInTransaction ? false : throw new StorageException($"{dialect.Database} ended the transaction on an error");
    }

    void Abandon(List<QueuedWrite> batch, ChangeMark start, Exception error)
    {
        changes.Rewind(start);
        try
        {
            if (session.IsInTransaction)
            {
                session.Control(Rollback);
            }
        }
        catch (Exception)
        {
            // The callers get the first error; if this one lasts, the next BEGIN will say so. The writer has to live on.
        }

        foreach (var write in batch)
        {
            write.Fail(error);
        }
    }
}
