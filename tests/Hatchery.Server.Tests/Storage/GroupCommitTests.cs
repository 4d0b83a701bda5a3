using System.Data.Common;
using Hatchery.Core.Events;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hatchery.Server.Tests.Storage;

/// <summary>Commits that fail: every caller hears of it, nothing stays behind, and the writer goes on.</summary>
public sealed class GroupCommitTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("hatchery-").FullName;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_commit_that_fails_is_told_to_all_who_share_it_and_the_next_one_is_made()
    {
        var dialect = new FailingDialect(new SqliteDialect(Path.Combine(folder, "hatchery.db")));
        await using var registry = SqlRegistry.Open(dialect);
        var raised = 0;
        registry.Committed += _ => Interlocked.Increment(ref raised);
        var events = new List<RegistryEvent>();
        registry.EventsCommitted += events.AddRange;
        await registry.TransactAsync(SwitchOnThingEvents, Ct);

        dialect.CommitFails = true;
        var writes = Enumerable.Range(1, 50).Select(n => CreateThing(registry, $"lost-{n}")).ToArray();
        foreach (var write in writes)
        {
            var e = await Assert.ThrowsAsync<StorageException>(() => write.WaitAsync(TimeSpan.FromSeconds(5), Ct));
            Assert.Contains("hatchery.db", e.Message);
        }

        dialect.CommitFails = false;
        await CreateThing(registry, "kept").WaitAsync(TimeSpan.FromSeconds(5), Ct);

        Assert.Equal(1, raised);
        Assert.Equal(["$aws/events/thing/kept/created"], events.Select(e => e.Topic));
        Assert.Null(await registry.ReadAsync(tx => tx.Things.Find(new("lost-1")), Ct));
        Assert.NotNull(await registry.ReadAsync(tx => tx.Things.Find(new("kept")), Ct));
    }

    [Fact]
    public async Task A_commit_that_cannot_even_begin_is_told_and_the_writer_lives_on()
    {
        var dialect = new FailingDialect(new SqliteDialect(Path.Combine(folder, "hatchery.db")));
        await using var registry = SqlRegistry.Open(dialect);

        dialect.Execute("BEGIN IMMEDIATE");
        await Assert.ThrowsAsync<StorageException>(() => CreateThing(registry, "lost").WaitAsync(TimeSpan.FromSeconds(5), Ct));

        await CreateThing(registry, "kept").WaitAsync(TimeSpan.FromSeconds(5), Ct);
    }

    static int SwitchOnThingEvents(IRegistryTransaction tx)
    {
        tx.EventConfigurations.Update(new Dictionary<EventType, bool> { [EventType.Thing] = true }, DateTimeOffset.UnixEpoch);
        return 0;
    }

    static Task<int> CreateThing(SqlRegistry registry, string name) => registry.TransactAsync(
        tx =>
        {
            tx.Things.Insert(new Thing(new(name), name, null, new Dictionary<string, string>(), 1, DateTimeOffset.UnixEpoch));
            return 0;
        },
        Ct);

    /// <summary>SQLite with a switch that makes each COMMIT fail, as a disk that gave out does.</summary>
    sealed class FailingDialect(SqliteDialect inner) : Dialect
    {
        SqliteConnection? writer;

        public volatile bool CommitFails;

        public override string Database => inner.Database;

        public override string KeepCopy(int migration) => inner.KeepCopy(migration);

        public override void DropCopiesBut(string kept) => inner.DropCopiesBut(kept);

        public override string BeginWrite => inner.BeginWrite;

        public override string BeginRead => inner.BeginRead;

        public override DbConnection OpenWriter()
        {
            writer = (SqliteConnection)inner.OpenWriter();
            raw.sqlite3_commit_hook(writer.Handle, _ => CommitFails ? 1 : 0, null);
            return writer;
        }

        public void Execute(string sql) => raw.sqlite3_exec(writer!.Handle, sql);

        public override DbConnection OpenReader() => inner.OpenReader();

        public override string Schema(string migration) => inner.Schema(migration);

        public override string ParameterName(int ordinal) => inner.ParameterName(ordinal);

        public override bool IsInTransaction(DbConnection connection) => inner.IsInTransaction(connection);

        public override StorageException Explain(DbException error) => inner.Explain(error);
    }
}
