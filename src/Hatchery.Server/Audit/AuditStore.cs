using System.Data.Common;
using Hatchery.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Audit;

/// <summary>The database of the audit. One thread writes, in batches; reading has a connection of its own.</summary>
sealed class AuditStore : IDisposable
{
    const int PrunedAtOnce = 1_000;
    const string Columns = "id, at, access_key_id, caller, action, resource, source_ip, outcome, request_id";

    // A filter that isn't set is null. There is one order and no index beside it: rows are written all the time and read rarely.
    const string Filter = """
        ($2 IS NULL OR caller = $2 OR substr(caller, -length($2) - 1) = '/' || $2)
        AND ($3 IS NULL OR access_key_id = $3)
        AND ($4 IS NULL OR action = $4 OR substr(action, -length($4) - 1) = ':' || $4)
        AND ($5 IS NULL OR resource = $5)
        AND ($6 IS NULL OR substr(resource, 1, length($6)) = $6)
        AND ($7 IS NULL OR source_ip = $7)
        AND ($8 IS NULL OR outcome = $8 OR ($8 = 'Failed' AND outcome <> 'Success'))
        AND ($9 IS NULL OR at >= $9)
        AND ($10 IS NULL OR at < $10)
        """;

    static readonly Statement Begin = new("BEGIN IMMEDIATE");
    static readonly Statement Commit = new("COMMIT");
    static readonly Statement Rollback = new("ROLLBACK");
    static readonly Statement Insert = new($"INSERT INTO audit ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    static readonly Statement LastId = new("SELECT coalesce(max(id), 0) FROM audit");
    static readonly Statement Newest = new($"SELECT {Columns} FROM audit WHERE id < $1 AND {Filter} ORDER BY id DESC LIMIT $11");
    static readonly Statement Oldest = new($"SELECT {Columns} FROM audit WHERE id > $1 AND {Filter} ORDER BY id LIMIT $11");
    static readonly Statement Prune = new("""
        DELETE FROM audit WHERE id IN (SELECT id FROM audit ORDER BY id LIMIT $1) AND (at < $2 OR id <= $3)
        """);

    readonly SqlSession writer;
    readonly SqlSession reader;
    readonly Lock reading = new();
    long lastId;

    AuditStore(SqlSession writer, SqlSession reader)
    {
        (this.writer, this.reader) = (writer, reader);
        lastId = writer.Number(LastId)!.Value;
    }

    /// <exception cref="StorageException">It can't be opened.</exception>
    public static AuditStore Open(Dialect dialect, ILogger logger)
    {
        var connection = dialect.OpenWriter();
        try
        {
            Migrator.Apply(connection, dialect, logger, "Audit");
            return new AuditStore(new SqlSession(connection, dialect, canWrite: true), new SqlSession(dialect.OpenReader(), dialect, canWrite: false));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>In one transaction, durable.</summary>
    public void Write(IEnumerable<AuditRow> rows) => InTransaction(() =>
    {
        foreach (var row in rows)
        {
            writer.Write(
                Insert, ++lastId, row.At.ToUnixTimeMilliseconds(), row.AccessKeyId, row.Caller, row.Action, row.Resource, row.SourceIp, row.Outcome, row.RequestId);
        }
    });

    /// <summary>Removes some that are too old or too many; false when nothing is left to remove.</summary>
    public bool PruneSome(DateTimeOffset before, long max)
    {
        var removed = 0;
        InTransaction(() => removed = writer.Write(Prune, PrunedAtOnce, before.ToUnixTimeMilliseconds(), lastId - max));
        return removed == PrunedAtOnce;
    }

    public IReadOnlyList<AuditRow> Read(AuditQuery query)
    {
        var isPrefix = query.Resource?.EndsWith('*') ?? false;
        lock (reading)
        {
            return reader.List(
                query.Ascending ? Oldest : Newest,
                Map,
                query.From ?? (query.Ascending ? 0 : long.MaxValue),
                query.Caller,
                query.AccessKeyId,
                query.Action,
                isPrefix ? null : query.Resource,
                isPrefix ? query.Resource![..^1] : null,
                query.SourceIp,
                query.Outcome,
                query.Since?.ToUnixTimeMilliseconds(),
                query.Until?.ToUnixTimeMilliseconds(),
                query.Size);
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        writer.Dispose();
    }

    void InTransaction(Action body)
    {
        writer.Control(Begin);
        try
        {
            body();
            writer.Control(Commit);
        }
        catch
        {
            if (writer.IsInTransaction)
            {
                writer.Control(Rollback);
            }

            throw;
        }
    }

    static AuditRow Map(DbDataReader row) => new(
        row.GetInt64(0), row.Time(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.TextOrNull(6), row.GetString(7), row.GetString(8));
}
