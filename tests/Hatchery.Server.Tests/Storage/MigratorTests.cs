using Hatchery.Server.Storage;
using Hatchery.Server.Tests.Broker;
using Hatchery.Server.Tests.Certificates;
using Microsoft.Data.Sqlite;

namespace Hatchery.Server.Tests.Storage;

/// <summary>A database of an older version is brought to this one's schema, and kept as it was.</summary>
public sealed class MigratorTests : IDisposable
{
    const int Older = 3;

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_older_database_keeps_its_rows_and_a_copy_of_itself()
    {
        MakeOlder("INSERT INTO things (name, uuid, attributes, version, created_at) VALUES ('of-old', 'some-uuid', '{}', 1, 0)");
        using var log = new LogLines();

        await using (SqlRegistry.Open(Dialect, log.CreateLogger<SqlRegistry>()))
        {
        }

        Assert.Equal(Migrator.Newest(), Migrator.SchemaOf(Dialect));
        Assert.Equal("of-old", Ask(File, "SELECT name FROM things"));
        Assert.Equal("of-old", Ask(Copy, "SELECT name FROM things"));
        Assert.Equal((long)Older, Ask(Copy, "SELECT max(version) FROM schema_versions"));
        Assert.Equal("ok", Ask(Copy, "PRAGMA integrity_check"));
        Assert.Contains(log.All, line => line.Contains($"was migrated from schema {Older} to {Migrator.Newest()}", StringComparison.Ordinal) && line.Contains(Copy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_several_migrations_the_last_copy_is_kept_alone_for_its_owner()
    {
        MakeOlder();
        System.IO.File.WriteAllText($"{File}.before-0002", "of an earlier migration");
        System.IO.File.WriteAllText($"{File}.before-0003.new", "of one that was killed");

        await using (SqlRegistry.Open(Dialect))
        {
        }

        Assert.Equal([Copy], Directory.GetFiles(folder.Path, "*.before-*"));
        Assert.True(OperatingSystem.IsWindows() || System.IO.File.GetUnixFileMode(Copy) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_database_as_it_was()
    {
        MakeOlder("CREATE TABLE role_aliases (in_the_way text)");

        Assert.Throws<StorageException>(() => SqlRegistry.Open(Dialect));

        Assert.Equal(Older, Migrator.SchemaOf(Dialect));
        Assert.Equal(0L, Ask(File, "SELECT count(*) FROM sqlite_master WHERE name = 'billing_groups'"));
        Ask(File, "DROP TABLE role_aliases");
        await using (SqlRegistry.Open(Dialect))
        {
        }

        Assert.Equal(Migrator.Newest(), Migrator.SchemaOf(Dialect));
    }

    [Fact]
    public void Without_room_for_the_copy_nothing_is_migrated()
    {
        MakeOlder();
        Directory.CreateDirectory($"{File}.before-{Older + 1:0000}.new");

        Assert.ThrowsAny<Exception>(() => SqlRegistry.Open(Dialect));

        Assert.Equal(Older, Migrator.SchemaOf(Dialect));
    }

    [Fact]
    public async Task A_database_that_is_new_or_current_is_not_copied()
    {
        for (var start = 0; start < 2; start++)
        {
            await using (SqlRegistry.Open(Dialect))
            {
            }
        }

        Assert.Empty(Directory.GetFiles(folder.Path, "*.before-*"));
    }

    string File => folder.File("hatchery.db");

    string Copy => $"{File}.before-{Older + 1:0000}";

    SqliteDialect Dialect => new(File);

    /// <summary>As the version with the first migrations would have made it.</summary>
    void MakeOlder(string? more = null)
    {
        const string Prefix = "Hatchery.Server.Storage.Migrations.";
        using var connection = Dialect.OpenWriter();
        Run("CREATE TABLE schema_versions (version integer NOT NULL PRIMARY KEY, name text NOT NULL)");
        var assembly = typeof(Migrator).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(Older))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            Run(Dialect.Schema(reader.ReadToEnd()));
            Run($"INSERT INTO schema_versions VALUES ({name.AsSpan(Prefix.Length, 4)}, '{name[Prefix.Length..]}')");
        }

        if (more is not null)
        {
            Run(more);
        }

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    static object? Ask(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
