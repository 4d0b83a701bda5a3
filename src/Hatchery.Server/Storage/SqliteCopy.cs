using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hatchery.Server.Storage;

/// <summary>
/// The state of a database at one moment as a file of its own, made by SQLite's online backup. Its writer goes on meanwhile; all it
/// costs is that the write-ahead log grows until the copy is done.
/// </summary>
static class SqliteCopy
{
    /// <summary>Copied between two looks at whether to stop: about a mebibyte.</summary>
    const int PagesAtOnce = 256;

    /// <param name="target">A new file, for its owner only. Not forced to the disk; gone again when the copy fails.</param>
    /// <exception cref="StorageException">The database can't be read, or the copy not be written.</exception>
    public static void Write(SqliteDialect database, string target, CancellationToken ct = default)
    {
        try
        {
            OwnerOnly.OpenFile(target, FileMode.CreateNew).Dispose();
            using var source = (SqliteConnection)database.OpenReader();
            using var copy = Open(target);

            // INVARIANT: one read transaction around all steps. Without it each commit beside it would start the copy over.
            Execute(source, "BEGIN; SELECT count(*) FROM sqlite_master");
            Copy(source, copy, ct);
        }
        catch (Exception e)
        {
            File.Delete(target);
            throw e switch
            {
                SqliteException error => new StorageException($"{database.Database} can't be copied to {target}: {error.Message}", error),
                IOException or UnauthorizedAccessException => new StorageException($"{database.Database} can't be copied to {target}: {e.Message}", e),
                _ => e,
            };
        }
    }

    static void Copy(SqliteConnection source, SqliteConnection copy, CancellationToken ct)
    {
        using var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
        SqliteException.ThrowExceptionForRC(backup.IsInvalid ? raw.sqlite3_errcode(copy.Handle) : raw.SQLITE_OK, copy.Handle);
        var result = raw.SQLITE_OK;
        while (result == raw.SQLITE_OK)
        {
            ct.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesAtOnce);
        }

        SqliteException.ThrowExceptionForRC(raw.sqlite3_backup_finish(backup), copy.Handle);
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, copy.Handle);
        }
    }

    static SqliteConnection Open(string target)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        connection.Open();

        // A copy that breaks off is thrown away, so it needs no way back.
        Execute(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
        return connection;
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
