using System.Runtime.Versioning;
using Hatchery.Server.Storage;
using Microsoft.Data.Sqlite;

namespace Hatchery.Server.Tests.Storage;

/// <summary>What an operator meets at the data folder: each time one clear line.</summary>
public sealed class SqliteDialectTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("hatchery-").FullName;

    string DatabaseFile => Path.Combine(folder, "hatchery.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The numbers of all migrations.</summary>
    static readonly List<int> Versions = [.. typeof(SqlRegistry).Assembly.GetManifestResourceNames()
        .Where(name => name.Contains(".Storage.Migrations.", StringComparison.Ordinal))
        .Select(name => int.Parse(name.Split('.')[^2][..4], System.Globalization.CultureInfo.InvariantCulture))];

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_new_database_is_private_durable_and_of_the_current_schema()
    {
        await using (SqlRegistry.Open(new SqliteDialect(DatabaseFile)))
        {
            foreach (var file in Directory.GetFiles(folder))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }

        Assert.Equal("wal", Ask("PRAGMA journal_mode"));
        Assert.Equal((long)Versions.Max(), Ask("SELECT MAX(version) FROM schema_versions"));
        Assert.Equal("0001_registry", Ask("SELECT name FROM schema_versions WHERE version = 1"));
        using var writer = (SqliteConnection)new SqliteDialect(DatabaseFile).OpenWriter();
        using var command = writer.CreateCommand();
        command.CommandText = "PRAGMA synchronous";
        Assert.Equal(2L, command.ExecuteScalar());
    }

    [Fact]
    public async Task Opening_again_migrates_nothing_twice()
    {
        for (var i = 0; i < 2; i++)
        {
            await using var registry = SqlRegistry.Open(new SqliteDialect(DatabaseFile));
        }

        Assert.Equal((long)Versions.Count, Ask("SELECT COUNT(*) FROM schema_versions"));
    }

    [Fact]
    public async Task A_database_from_a_newer_version_is_refused_untouched()
    {
        await using (SqlRegistry.Open(new SqliteDialect(DatabaseFile)))
        {
        }

        Ask("INSERT INTO schema_versions (version, name) VALUES (99, '0099_future')");
        Assert.Contains($"is from a newer version (schema 99, this version knows {Versions.Max()})", Refusal(DatabaseFile), StringComparison.Ordinal);
        Assert.Equal(99L, Ask("SELECT MAX(version) FROM schema_versions"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_untouched()
    {
        var garbage = new byte[8_192];
        new Random(1).NextBytes(garbage);
        File.WriteAllBytes(DatabaseFile, garbage);
        Assert.Contains("isn't a SQLite database", Refusal(DatabaseFile), StringComparison.Ordinal);
        Assert.Equal(garbage, File.ReadAllBytes(DatabaseFile));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_untouched()
    {
        File.WriteAllBytes(DatabaseFile, []);
        Ask("CREATE TABLE theirs (a)");
        var before = File.ReadAllBytes(DatabaseFile);
        Assert.Contains("is a SQLite database of something else", Refusal(DatabaseFile), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(DatabaseFile));
    }

    [Fact]
    public async Task A_damaged_database_is_named_as_such()
    {
        await using (SqlRegistry.Open(new SqliteDialect(DatabaseFile)))
        {
        }

        var bytes = File.ReadAllBytes(DatabaseFile);
        Array.Fill(bytes, (byte)0xAA, 100, bytes.Length - 100);
        File.WriteAllBytes(DatabaseFile, bytes);
        Assert.Contains("is damaged", Refusal(DatabaseFile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_cannot_hold_a_database_is_named()
    {
        Refusal(folder);
        Refusal(Path.Combine(folder, "missing", "hatchery.db"));
        File.WriteAllText(Path.Combine(folder, "file"), "");
        Refusal(Path.Combine(folder, "file", "hatchery.db"));
        Refusal("/proc/hatchery.db");
    }

    [Fact]
    public async Task A_lock_of_another_process_is_waited_for()
    {
        await using var registry = SqlRegistry.Open(new SqliteDialect(DatabaseFile));
        using var other = Connect();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        var write = registry.TransactAsync(tx => tx.Templates.Delete(new("none")), TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.False(write.IsCompleted);
        command.CommandText = "COMMIT";
        command.ExecuteNonQuery();
        Assert.False(await write);
    }

    /// <summary>One line that names the file.</summary>
    static string Refusal(string path)
    {
        var error = Assert.Throws<StorageException>(() => SqlRegistry.Open(new SqliteDialect(path)));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        return connection;
    }

    object? Ask(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
