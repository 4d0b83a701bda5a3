using System.Data.Common;

namespace Hatchery.Server.Storage;

/// <summary>
/// What differs between database engines: connections, a few column types, and how a transaction begins. All other SQL is one text
/// for all engines (decision 0003): <c>$1</c> parameters, ON CONFLICT, RETURNING, row values, recursive common tables.
/// </summary>
public abstract class Dialect
{
    /// <summary>Names the database in messages for an operator.</summary>
    public abstract string Database { get; }

    /// <summary>Starts a transaction that excludes other writers.</summary>
    public abstract string BeginWrite { get; }

    /// <summary>Starts a transaction that sees one snapshot.</summary>
    public abstract string BeginRead { get; }

    /// <summary>The connection that writes, open and set up; an absent database is created.</summary>
    /// <exception cref="StorageException">It can't be opened, or isn't ours.</exception>
    public abstract DbConnection OpenWriter();

    /// <summary>A connection that can only read, open and set up.</summary>
    public abstract DbConnection OpenReader();

    /// <summary>A migration's text with <c>{identity}</c> and <c>{clustered}</c> replaced.</summary>
    public abstract string Schema(string migration);

    /// <summary>Keeps what the database holds, ahead of a migration; says where. Whoever asks has begun to write, and not written yet.</summary>
    /// <exception cref="StorageException">It can't be kept.</exception>
    public abstract string KeepCopy(int migration);

    /// <summary>The copies of earlier migrations go, and what a crash left of one.</summary>
    public abstract void DropCopiesBut(string kept);

    /// <summary>What the driver calls the parameter <c>$ordinal</c> (from 1).</summary>
    public abstract string ParameterName(int ordinal);

    /// <summary>False when the engine has ended the transaction on its own, as SQLite does when the disk is full.</summary>
    public abstract bool IsInTransaction(DbConnection connection);

    /// <summary>The engine's error as one line for an operator.</summary>
    public abstract StorageException Explain(DbException error);
}
