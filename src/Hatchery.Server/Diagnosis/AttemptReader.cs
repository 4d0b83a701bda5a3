using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Hatchery.Core.Diagnosis;
using Hatchery.Server.Storage;

namespace Hatchery.Server.Diagnosis;

/// <summary>Reads attempts while others are written.</summary>
public sealed class AttemptReader : IDisposable
{
    static readonly Statement ById = new("SELECT id, revision, body FROM (SELECT a.id, a.revision, b.body FROM attempts a JOIN attempt_bodies b ON b.id = a.id WHERE a.id = $1)");
    static readonly Statement Newest = new("SELECT coalesce(max(revision), 0) FROM attempts");

    readonly Dialect dialect;
    readonly ConcurrentStack<SqlSession> idle = new();
    volatile bool isDisposed;

    internal AttemptReader(Dialect dialect) => this.dialect = dialect;

    public IReadOnlyList<StoredAttempt> List(AttemptQuery query)
    {
        var select = AttemptSelect.Of(query);
        return Read(session => session.List(select.Statement, Map, select.Arguments));
    }

    public StoredAttempt? Find(AttemptId id) => Read(session => session.Find(ById, Map, id.Value));

    /// <summary>The revision of the last change: where following begins.</summary>
    public long LastRevision() => Read(session => session.Number(Newest))!.Value;

    public void Dispose()
    {
        isDisposed = true;
        while (idle.TryPop(out var session))
        {
            session.Dispose();
        }
    }

    T Read<T>(Func<SqlSession, T> read)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (!idle.TryPop(out var session))
        {
            session = new SqlSession(dialect.OpenReader(), dialect, canWrite: false);
        }

        try
        {
            return read(session);
        }
        finally
        {
            if (isDisposed)
            {
                session.Dispose();
            }
            else
            {
                idle.Push(session);
            }
        }
    }

    static StoredAttempt Map(DbDataReader row) =>
        new(row.GetInt64(1), JsonSerializer.Deserialize(row.GetString(2), AttemptJson.Default.Attempt)!);
}

/// <param name="Revision">Grows with each change of any attempt.</param>
public sealed record StoredAttempt(long Revision, Attempt Attempt);
