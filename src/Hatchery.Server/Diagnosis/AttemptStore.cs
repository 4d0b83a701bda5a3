using System.Text.Json;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Diagnosis;

/// <summary>The database of attempts. One thread writes, in batches; see <see cref="AttemptReader"/> for reading.</summary>
sealed class AttemptStore : IDisposable
{
    const int PrunedAtOnce = 1_000;
    const int HandlesAtOnce = 8;

    static readonly Statement Begin = new("BEGIN IMMEDIATE");
    static readonly Statement Commit = new("COMMIT");
    static readonly Statement Rollback = new("ROLLBACK");
    static readonly Statement Count = new("SELECT count(*) FROM attempts");
    static readonly Statement LastRevision = new("SELECT coalesce(max(revision), 0) FROM attempts");
    static readonly Statement LastId = new("SELECT coalesce(max(id), 0) FROM attempts");
    static readonly Statement Awaiting = new("""
        SELECT b.certificate, a.id FROM attempts a JOIN attempt_bodies b ON b.id = a.id
        WHERE a.outcome = 'registered' AND b.certificate IS NOT NULL ORDER BY a.id DESC LIMIT $1
        """);
    static readonly Statement Put = new("""
        INSERT INTO attempts (id, revision, outcome, cause, template, updated) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, outcome = excluded.outcome, cause = excluded.cause,
            template = excluded.template, updated = excluded.updated
        """);
    static readonly Statement PutBody = new("""
        INSERT INTO attempt_bodies (id, certificate, body) VALUES ($1, $2, $3)
        ON CONFLICT (id) DO UPDATE SET certificate = excluded.certificate, body = excluded.body
        """);

    // One for each number of rows: a statement costs as much as the rows it writes.
    static readonly Statement[] PutHandles = [.. Enumerable.Range(1, HandlesAtOnce).Select(rows => new Statement($"""
        INSERT INTO attempt_handles (id, handle, kinds) VALUES {string.Join(", ", Enumerable.Range(1, rows).Select(row => $"($1, ${2 * row}, ${2 * row + 1})"))}
        ON CONFLICT (handle, id) DO UPDATE SET kinds = kinds | excluded.kinds
        """))];

    static readonly Statement Body = new("SELECT body FROM attempt_bodies WHERE id = $1");
    static readonly Statement Oldest = new("SELECT b.body FROM attempts a JOIN attempt_bodies b ON b.id = a.id WHERE a.id < $1 OR $2 > 0 ORDER BY a.id LIMIT $3");
    static readonly Statement Delete = new("DELETE FROM attempts WHERE id = $1");
    static readonly Statement DeleteBody = new("DELETE FROM attempt_bodies WHERE id = $1");
    static readonly Statement DeleteHandle = new("DELETE FROM attempt_handles WHERE handle = $1 AND id = $2");
    static readonly Statement EndRunning = new("UPDATE attempts SET outcome = 'abandoned' WHERE outcome = 'running'");

    readonly SqlSession session;
    long revision;
    long count;

    AttemptStore(SqlSession session)
    {
        this.session = session;
        revision = session.Number(LastRevision)!.Value;
        FirstFreeId = session.Number(LastId)!.Value + 1;
        count = session.Number(Count)!.Value;
    }

    public long FirstFreeId { get; }

    /// <exception cref="StorageException">It can't be opened.</exception>
    public static AttemptStore Open(Dialect dialect, ILogger logger)
    {
        var connection = dialect.OpenWriter();
        try
        {
            Migrator.Apply(connection, dialect, logger, "Diagnosis");
            return new AttemptStore(new SqlSession(connection, dialect, canWrite: true));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The certificates that an earlier run of the server still waited for, newest first.</summary>
    public IReadOnlyList<(CertificateId Certificate, AttemptId Attempt)> AwaitedCertificates(int max) =>
        session.List(Awaiting, static row => (new CertificateId(row.GetString(0)), new AttemptId(row.GetInt64(1))), max);

    /// <summary>What was under way when the server ended can't go on.</summary>
    public void EndRunningOfEarlierRun() => InTransaction(() => session.Control(EndRunning));

    public void Write(IReadOnlyList<AttemptDraft> drafts)
    {
        InTransaction(() =>
        {
            foreach (var draft in drafts)
            {
                Write(draft);
            }
        });
    }

    /// <summary>Removes some that are too old or too many; false when nothing was left to remove.</summary>
    public bool Prune(DateTimeOffset startedBefore, long max)
    {
        var surplus = Math.Max(0, count - max);
        var bodies = session.List(Oldest, AttemptReader.Body, AttemptIds.At(startedBefore), surplus, surplus > 0 ? Math.Min(surplus, PrunedAtOnce) : PrunedAtOnce);
        if (bodies.Count == 0)
        {
            return false;
        }

        InTransaction(() =>
        {
            foreach (var body in bodies)
            {
                Remove(JsonSerializer.Deserialize(body, AttemptJson.Default.Attempt)!);
            }
        });
        count -= bodies.Count;
        return true;
    }

    public void Dispose() => session.Dispose();

    void Write(AttemptDraft draft)
    {
        if (draft.IsContinued)
        {
            draft.IsContinued = false;
            if (session.Find(Body, AttemptReader.Body, draft.Id.Value) is { } earlier)
            {
                draft.Adopt(JsonSerializer.Deserialize(earlier, AttemptJson.Default.Attempt)!);
            }
        }

        var attempt = draft.Snapshot();
        draft.Measured = AttemptSignals.Count(attempt, draft.Measured);
        var id = attempt.Id.Value;
        if (draft.Written.Count == 0)
        {
            count++;
        }

        session.Write(Put, id, ++revision, AttemptJson.Word(attempt.Outcome), attempt.Cause, attempt.Template, attempt.UpdatedAt.ToUnixTimeMilliseconds());
        session.Write(PutBody, id, attempt.NewCertificateId ?? attempt.CertificateId, JsonSerializer.SerializeToUtf8Bytes(attempt, AttemptJson.Default.Attempt));
        WriteHandles(draft, AttemptHandle.Of(attempt));
    }

    /// <summary>Those that are new, each once however many ways it is a handle.</summary>
    void WriteHandles(AttemptDraft draft, IEnumerable<AttemptHandle> handles)
    {
        var changed = new Dictionary<long, HandleKinds>();
        foreach (var (key, kinds) in handles)
        {
            var before = draft.Written.GetValueOrDefault(key);
            if ((kinds & ~before) != HandleKinds.None)
            {
                draft.Written[key] = changed[key] = before | kinds;
            }
        }

        foreach (var rows in changed.Chunk(HandlesAtOnce))
        {
            session.Write(PutHandles[rows.Length - 1], [draft.Id.Value, .. rows.SelectMany(row => new object?[] { row.Key, (long)row.Value })]);
        }
    }

    void Remove(Attempt attempt)
    {
        var id = attempt.Id.Value;
        session.Write(Delete, id);
        session.Write(DeleteBody, id);
        foreach (var handle in AttemptHandle.Of(attempt))
        {
            session.Write(DeleteHandle, handle.Key, id);
        }
    }

    void InTransaction(Action body)
    {
        session.Control(Begin);
        try
        {
            body();
            session.Control(Commit);
        }
        catch
        {
            if (session.IsInTransaction)
            {
                session.Control(Rollback);
            }

            throw;
        }
    }
}
