using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace Hatchery.Server.Storage;

/// <summary>
/// Brings a database to the schema this version knows: those of Migrations/NNNN_name.sql that it lacks, in order, all in one
/// transaction. Numbers may have gaps, and a gap may be filled later. A migration that was ever released is never edited.
/// </summary>
static class Migrator
{
    /// <exception cref="StorageException">The database is newer than this version, or a statement failed.</exception>
    /// <param name="part">The folder of this project that has the migrations.</param>
    public static void Apply(DbConnection connection, Dialect dialect, string part = "Storage")
    {
        try
        {
            Execute(connection, dialect.BeginWrite);
            Execute(connection, "CREATE TABLE IF NOT EXISTS schema_versions (version integer NOT NULL PRIMARY KEY, name text NOT NULL)");
            var applied = Applied(connection);
            var known = Migrations($"{typeof(HatcheryHost).Namespace}.{part}.Migrations.");
            if (applied.Count > 0 && applied.Max() > known[^1].Version)
            {
                throw new StorageException(
                    $"{dialect.Database} is from a newer version (schema {applied.Max()}, this version knows {known[^1].Version}); run that version, or restore a backup");
            }

            foreach (var (version, name, sql) in known.Where(migration => !applied.Contains(migration.Version)))
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

    static List<(int Version, string Name, string Sql)> Migrations(string prefix)
    {
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
}
