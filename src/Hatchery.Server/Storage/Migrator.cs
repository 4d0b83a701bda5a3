using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Storage;

/// <summary>
/// Brings a database to the schema this version knows: those of Migrations/NNNN_name.sql that it lacks, in order, all in one
/// transaction. Numbers may have gaps, and a gap may be filled later. A migration that was ever released is never edited.
/// Ahead of the first one a copy of the database is kept beside it, the last one only: the way back to the version before.
/// </summary>
static partial class Migrator
{
    /// <exception cref="StorageException">The database is newer than this version, or a statement failed.</exception>
    /// <param name="part">The folder of this project that has the migrations.</param>
    public static void Apply(DbConnection connection, Dialect dialect, ILogger logger, string part = "Storage")
    {
        try
        {
            Execute(connection, dialect.BeginWrite);
            Execute(connection, "CREATE TABLE IF NOT EXISTS schema_versions (version integer NOT NULL PRIMARY KEY, name text NOT NULL)");
            var applied = Applied(connection);
            var known = Migrations(part);
            if (applied.Count > 0 && applied.Max() > known[^1].Version)
            {
                throw new StorageException(
                    $"{dialect.Database} is from a newer version (schema {applied.Max()}, this version knows {known[^1].Version}); run that version, or restore a backup");
            }

            var missing = known.Where(migration => !applied.Contains(migration.Version)).ToList();
            var copy = applied.Count > 0 && missing.Count > 0 ? dialect.KeepCopy(missing[0].Version) : null;
            foreach (var (version, name, sql) in missing)
            {
                Execute(connection, dialect.Schema(sql));
                Execute(connection, $"INSERT INTO schema_versions (version, name) VALUES ({version}, '{name}')");
            }

            Execute(connection, "COMMIT");
            if (copy is not null)
            {
                dialect.DropCopiesBut(copy);
                Log.Migrated(logger, dialect.Database, applied.Max(), known[^1].Version, copy);
            }
        }
        catch (DbException e)
        {
            throw dialect.Explain(e);
        }
    }

    /// <summary>The newest schema that this version knows.</summary>
    public static int Newest(string part = "Storage") => Migrations(part)[^1].Version;

    /// <summary>The newest migration that a database has.</summary>
    public static int SchemaOf(Dialect dialect)
    {
        using var connection = dialect.OpenReader();
        return Applied(connection).Max();
    }

    static List<(int Version, string Name, string Sql)> Migrations(string part)
    {
        var prefix = $"{typeof(HatcheryHost).Namespace}.{part}.Migrations.";
        var assembly = typeof(Migrator).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource => (
                int.Parse(resource.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture),
                Path.GetFileNameWithoutExtension(resource[prefix.Length..]),
                Read(assembly, resource)))];
    }

    static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    static HashSet<int> Applied(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT version FROM schema_versions";
        using var row = command.ExecuteReader();
        var versions = new HashSet<int>();
        while (row.Read())
        {
            versions.Add(row.GetInt32(0));
        }

        return versions;
    }

    static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Database} was migrated from schema {From} to {To}; as it was before it is kept in {Copy}")]
        public static partial void Migrated(ILogger logger, string database, int from, int to, string copy);
    }
}
