using System.Collections.Concurrent;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage;

/// <summary>Connections for reads. Reads are synchronous, so there are never more in use than threads that run.</summary>
sealed class ReaderPool(Dialect dialect) : IDisposable
{
    static readonly Statement End = new("ROLLBACK");

    readonly int kept = Math.Max(4, 2 * Environment.ProcessorCount);
    readonly Statement begin = new(dialect.BeginRead);
    readonly ConcurrentStack<Reader> idle = new();
    volatile bool isDisposed;

    public T Read<T>(Func<IRegistryTransaction, T> read)
    {
        ObjectDisposedException.ThrowIf(isDisposed, typeof(SqlRegistry));
        if (!idle.TryPop(out var reader))
        {
            reader = new Reader(new SqlSession(dialect.OpenReader(), dialect, canWrite: false));
        }

        try
        {
            reader.Session.Control(begin);
            try
            {
                return read(reader.Transaction);
            }
            finally
            {
                if (reader.Session.IsInTransaction)
                {
                    reader.Session.Control(End);
                }
            }
        }
        finally
        {
            Return(reader);
        }
    }

    public void Dispose()
    {
        isDisposed = true;
        while (idle.TryPop(out var reader))
        {
            reader.Session.Dispose();
        }
    }

    void Return(Reader reader)
    {
        if (isDisposed || idle.Count >= kept || reader.Session.IsInTransaction)
        {
            reader.Session.Dispose();
            return;
        }

        idle.Push(reader);
    }

    sealed class Reader(SqlSession session)
    {
        public SqlSession Session => session;

        public IRegistryTransaction Transaction { get; } = new SqlTransaction(session, new ChangeLog());
    }
}
