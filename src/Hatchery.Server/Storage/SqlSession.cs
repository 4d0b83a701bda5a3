using System.Data.Common;

namespace Hatchery.Server.Storage;

/// <summary>A connection with its prepared statements. One thread at a time.</summary>
sealed class SqlSession(DbConnection connection, Dialect dialect, bool canWrite) : IDisposable
{
    readonly Dictionary<Statement, Prepared> prepared = [];
    Statement? beforeFirstWrite;

    /// <summary>Whether anything was written since <see cref="ExpectWrites"/>.</summary>
    public bool HasWritten { get; private set; }

    public bool IsInTransaction => dialect.IsInTransaction(connection);

    /// <summary>A new body begins; <paramref name="before"/> runs ahead of its first write, if one comes.</summary>
    public void ExpectWrites(Statement? before)
    {
        HasWritten = false;
        beforeFirstWrite = before;
    }

    /// <summary>BEGIN, COMMIT and the like.</summary>
    public void Control(Statement statement) => Bind(statement, []).ExecuteNonQuery();

    /// <summary>Writes; returns the number of rows touched.</summary>
    public int Write(Statement statement, params ReadOnlySpan<object?> arguments)
    {
        AboutToWrite();
        return Bind(statement, arguments).ExecuteNonQuery();
    }

    /// <summary>Writes with RETURNING one number; null when no row was touched.</summary>
    public long? WriteReturningNumber(Statement statement, params ReadOnlySpan<object?> arguments)
    {
        AboutToWrite();
        return Number(statement, arguments);
    }

    /// <summary>Writes with RETURNING.</summary>
    public List<T> WriteReturning<T>(Statement statement, Func<DbDataReader, T> map, params ReadOnlySpan<object?> arguments)
    {
        AboutToWrite();
        return List(statement, map, arguments);
    }

    /// <summary>The first row, or null.</summary>
    public T? Find<T>(Statement statement, Func<DbDataReader, T> map, params ReadOnlySpan<object?> arguments) where T : class
    {
        using var row = Bind(statement, arguments).ExecuteReader();
        return row.Read() ? map(row) : null;
    }

    /// <inheritdoc cref="Find"/>
    public T? FindValue<T>(Statement statement, Func<DbDataReader, T> map, params ReadOnlySpan<object?> arguments) where T : struct
    {
        using var row = Bind(statement, arguments).ExecuteReader();
        return row.Read() ? map(row) : null;
    }

    /// <summary>The number in the first row, or null without a row.</summary>
    public long? Number(Statement statement, params ReadOnlySpan<object?> arguments) => FindValue(statement, static row => row.GetInt64(0), arguments);

    public int Count(Statement statement, params ReadOnlySpan<object?> arguments) => (int)Number(statement, arguments).GetValueOrDefault();

    public List<T> List<T>(Statement statement, Func<DbDataReader, T> map, params ReadOnlySpan<object?> arguments)
    {
        using var row = Bind(statement, arguments).ExecuteReader();
        var items = new List<T>();
        while (row.Read())
        {
            items.Add(map(row));
        }

        return items;
    }

    public void Dispose()
    {
        foreach (var (command, _) in prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    void AboutToWrite()
    {
        if (!canWrite)
        {
            throw new InvalidOperationException("A read of the registry can't write");
        }

        HasWritten = true;
        if (beforeFirstWrite is { } statement)
        {
            beforeFirstWrite = null;
            Control(statement);
        }
    }

    DbCommand Bind(Statement statement, ReadOnlySpan<object?> arguments)
    {
        if (!prepared.TryGetValue(statement, out var entry))
        {
            entry = Prepare(statement, arguments.Length);
            prepared.Add(statement, entry);
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            entry.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        }

        return entry.Command;
    }

    Prepared Prepare(Statement statement, int count)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement.Text;
        var parameters = new DbParameter[count];
        for (var i = 0; i < count; i++)
        {
            parameters[i] = command.CreateParameter();
            parameters[i].ParameterName = dialect.ParameterName(i + 1);
            command.Parameters.Add(parameters[i]);
        }

        return new Prepared(command, parameters);
    }

    readonly record struct Prepared(DbCommand Command, DbParameter[] Parameters);
}
