using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace Hatchery.Server.Storage;

/// <summary>
/// Brings a database to the schema this version knows: Migrations/NNNN_name.sql in order, all in one transaction. A migration that
/// was ever released is never edited.
/// </summary>
static class Migrator
{
    static readonly string Prefix = $"{typeof(Migrator).Namespace}.Migrations.";

    /// <exception cref="StorageException">The database is newer than this version, or a statement failed.</exception>
    public static void Apply(DbConnection connection, Dialect dialect)
    {
        try
        {
            Execute(connection, dialect.BeginWrite);
            Execute(connection, "CREATE TABLE IF NOT EXISTS schema_versions (version integer NOT NULL PRIMARY KEY, name text NOT NULL)");
            var current = Current(connection);
            var known = Migrations();
            if (current > known[^1].Version)
            {
                throw new StorageException(
                    $"{dialect.Database} is from a newer version (schema {current}, this version knows {known[^1].Version}); run that version, or restore a backup");
            }

            foreach (var (version, name, sql) in known.Where(migration => migration.Version > current))
            {
                Execute(connection, dialect.Schema(sql));
                Execute(connection, $"INSERT INTO schema_versions (version, name) VALUES ({version}, '{name}')");
            }

            Execute(connection, "COMMIT");
        }
        catch (DbException e)
        {
            throw dialect.Explain(e);
        }
    }

    static List<(int Version, string Name, string Sql)> Migrations()
    {
        var assembly = typeof(Migrator).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource => (
                int.Parse(resource.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture),
                Path.GetFileNameWithoutExtension(resource[Prefix.Length..]),
                Read(assembly, resource)))];
    }

    static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    static long Current(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COALESCE(MAX(version), 0) FROM schema_versions";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
