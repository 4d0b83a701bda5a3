using System.Diagnostics;
using Hatchery.Core.Events;
using Hatchery.Core.Registry;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Storage;

/// <summary>The registry in a SQL database: one writer with group commit, readers on snapshots beside it.</summary>
public sealed partial class SqlRegistry : IRegistry
{
    readonly ILogger logger;
    readonly ReaderPool readers;
    readonly GroupCommit writer;

    SqlRegistry(Dialect dialect, System.Data.Common.DbConnection connection, ILogger logger)
    {
        this.logger = logger;
        readers = new ReaderPool(dialect);
        writer = new GroupCommit(connection, dialect, Raise);
    }

    public event Action<IReadOnlyList<RegistryChange>>? Committed;

    public event Action<IReadOnlyList<RegistryEvent>>? EventsCommitted;

    /// <summary>Opens the database, created and migrated as needed.</summary>
    /// <exception cref="StorageException">It can't be opened or written, isn't ours, or is from a newer version; the message is one line.</exception>
    public static SqlRegistry Open(Dialect dialect, ILogger<SqlRegistry>? logger = null)
    {
        var connection = dialect.OpenWriter();
        try
        {
            logger ??= NullLogger<SqlRegistry>.Instance;
            Migrator.Apply(connection, dialect, logger);
            return new SqlRegistry(dialect, connection, logger);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public ValueTask<T> ReadAsync<T>(Func<IRegistryTransaction, T> read, CancellationToken ct = default)
    {
        if (ct.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(ct);
        }

        try
        {
            return ValueTask.FromResult(readers.Read(read));
        }
        catch (Exception e)
        {
            return ValueTask.FromException<T>(e);
        }
    }

    public Task<T> TransactAsync<T>(Func<IRegistryTransaction, T> body, CancellationToken ct = default)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        var write = new QueuedWrite<T>(body, ct);
        writer.Enqueue(write);
        return Spans.AreOn && Activity.Current is not null ? TracedAsync(write) : write.Task;
    }

    static async Task<T> TracedAsync<T>(QueuedWrite<T> write)
    {
        using var span = Spans.Start(Spans.Commit);
        return await write.Task;
    }

    /// <summary>Commits what was asked for before, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        readers.Dispose();
        await writer.DisposeAsync();
    }

    void Raise(IReadOnlyList<RegistryChange> changes, IReadOnlyList<RegistryEvent> events)
    {
        Raise(Committed, changes);
        Raise(EventsCommitted, events);
    }

    /// <summary>What was committed is committed: a listener that throws is a bug of its own.</summary>
    void Raise<T>(Action<IReadOnlyList<T>>? listeners, IReadOnlyList<T> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        foreach (var listener in Delegate.EnumerateInvocationList(listeners))
        {
            try
            {
                listener(items);
            }
            catch (Exception e)
            {
                Log.ListenerFailed(logger, e);
            }
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A listener to registry changes failed")]
        public static partial void ListenerFailed(ILogger logger, Exception error);
    }
}
