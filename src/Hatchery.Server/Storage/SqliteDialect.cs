using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hatchery.Server.Storage;

/// <summary>
/// SQLite in one file. A second process on the same file is safe (SQLite's locks make its writers wait) but its commits raise no
/// <see cref="SqlRegistry.Committed"/> here; whoever runs the server keeps a second one out.
/// </summary>
/// <param name="path">The database file; its folder exists.</param>
/// <param name="isDurable">Whether a commit survives power loss, or only the process.</param>
public sealed class SqliteDialect(string path, bool isDurable = true) : Dialect
{
    // How long a writer of another process (a backup, the sqlite3 shell) is waited for.
    const int BusyTimeoutSeconds = 5;

    // WAL + FULL: a commit is one append and one fsync of the log, and survives power loss.
    // The checkpoint every 16 MiB writes a page once that many commits have changed. No mmap: an I/O error would be a SIGBUS.
    const string WriterSetUp = """
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -32768;
        PRAGMA wal_autocheckpoint = 4096;
        PRAGMA journal_size_limit = 67108864;
        """;

    const string ReaderSetUp = """
        PRAGMA query_only = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -4096;
        """;

    const string IsOurs = """
        SELECT NOT EXISTS (SELECT 1 FROM sqlite_master) OR EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'schema_versions')
        """;

    public override string Database => path;

    public override string BeginWrite => "BEGIN IMMEDIATE";

    public override string BeginRead => "BEGIN DEFERRED";

    public override DbConnection OpenWriter()
    {
        try
        {
            CreatePrivateFile();
            var connection = Open();
            if (Scalar(connection, IsOurs) is 0L)
            {
                connection.Dispose();
                throw new StorageException($"{path} is a SQLite database of something else");
            }

            if (Scalar(connection, "PRAGMA journal_mode = WAL") is not "wal")
            {
                connection.Dispose();
                throw new StorageException($"{path} can't have a write-ahead log where it is; use a local file system");
            }

            Scalar(connection, WriterSetUp);
            if (!isDurable)
            {
                Scalar(connection, "PRAGMA synchronous = NORMAL");
            }

            return connection;
        }
        catch (SqliteException e)
        {
            throw Explain(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path} can't be opened: {e.Message}", e);
        }
    }

    public override DbConnection OpenReader()
    {
        var connection = Open();
        Scalar(connection, ReaderSetUp);
        return connection;
    }

    public override string Schema(string migration) => migration
        .Replace("{identity}", "INTEGER PRIMARY KEY", StringComparison.Ordinal)
        .Replace("{clustered}", "WITHOUT ROWID", StringComparison.Ordinal);

    public override string ParameterName(int ordinal) => $"${ordinal}";

    /// <summary>Made while the caller holds the database against other writers; on the disk when this returns.</summary>
    public override string KeepCopy(int migration)
    {
        var copy = $"{path}.before-{migration:0000}";
        var unfinished = copy + ".new";
        File.Delete(unfinished);
        SqliteCopy.Write(this, unfinished);
        using (var stream = new FileStream(unfinished, FileMode.Open))
        {
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, copy, overwrite: true);
        return copy;
    }

    public override void DropCopiesBut(string kept)
    {
        foreach (var copy in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".before-*"))
        {
            if (copy != kept)
            {
                File.Delete(copy);
            }
        }
    }

    public override bool IsInTransaction(DbConnection connection) => raw.sqlite3_get_autocommit(((SqliteConnection)connection).Handle) == 0;

    public override StorageException Explain(DbException error) => new($"{path} {Reason((SqliteException)error)}", error);

    // https://sqlite.org/rescode.html
    static string Reason(SqliteException error) => error.SqliteErrorCode switch
    {
        raw.SQLITE_CANTOPEN => "can't be opened: no such folder, or no permission",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => "isn't writable",
        raw.SQLITE_NOTADB => "isn't a SQLite database",
        raw.SQLITE_CORRUPT => "is damaged; restore a backup",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is locked by another process",
        raw.SQLITE_FULL => "can't grow: the disk is full",
        raw.SQLITE_IOERR => $"can't be read or written (SQLite I/O error {error.SqliteExtendedErrorCode})",
        _ => $"failed: {error.Message}",
    };

    /// <summary>The log and its index take the mode of the database file.</summary>
    void CreatePrivateFile()
    {
        if (!File.Exists(path))
        {
            OwnerOnly.OpenFile(path, FileMode.OpenOrCreate).Dispose();
        }
    }

    SqliteConnection Open()
    {
        // Our sessions keep their connections and statements; the driver's pool would only hide them.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = BusyTimeoutSeconds,
        }.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
