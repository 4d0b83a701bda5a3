using System.Diagnostics;
using System.Globalization;
using Hatchery.Core.Certificates;
using Hatchery.Server.Storage;

namespace Hatchery.Server.Tests.Storage;

/// <summary>An answered commit survives kill -9. The victim is this executable, told to run <see cref="Victim"/> only.</summary>
public sealed class SqliteCrashTests
{
    const string VictimVariable = "HATCHERY_TEST_CRASH_DATABASE";
    const string Mark = "committed ";
    const int Writers = 8;

    [Fact]
    public async Task Every_acknowledged_commit_is_there_after_kill_9_and_none_is_half_there()
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-").FullName;
        var database = Path.Combine(folder, "hatchery.db");
        for (var round = 0; round < 2; round++)
        {
            var acknowledged = await RunVictim(database, until: 200);
            await using var registry = SqlRegistry.Open(new SqliteDialect(database));
            foreach (var id in acknowledged)
            {
                var isWhole = await registry.ReadAsync(
                    tx => tx.Certificates.Find(id) is not null && tx.OwnershipTokens.Find(id.Value) is not null, TestContext.Current.CancellationToken);
                Assert.True(isWhole, $"{id} was acknowledged and is gone");
            }

            var all = await registry.ReadAsync(tx => tx.Certificates.List(new(100_000)).Items, TestContext.Current.CancellationToken);
            foreach (var certificate in all)
            {
                Assert.NotNull(await registry.ReadAsync(tx => tx.OwnershipTokens.Find(certificate.Id.Value), TestContext.Current.CancellationToken));
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    static async Task<List<CertificateId>> RunVictim(string database, int until)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var victim = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["-explicit", "only", "-method", $"{typeof(SqliteCrashTests).FullName}.{nameof(Victim)}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { [VictimVariable] = database },
        })!;
        var acknowledged = new List<CertificateId>();
        try
        {
            while (acknowledged.Count < until && await victim.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                acknowledged.AddRange(Acknowledged([line]));
            }
        }
        finally
        {
            victim.Kill();
        }

        // What it had written to the pipe before it died counts as well; a torn last line does not.
        var rest = await victim.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        acknowledged.AddRange(Acknowledged(rest.Split('\n').SkipLast(1)));
        await victim.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(acknowledged.Count >= until, "the victim ended on its own");
        return acknowledged;
    }

    /// <summary>The lines that are the victim's own, not the test runner's.</summary>
    static IEnumerable<CertificateId> Acknowledged(IEnumerable<string> lines) =>
        lines.Where(line => line.StartsWith(Mark, StringComparison.Ordinal)).Select(line => new CertificateId(line[Mark.Length..]));

    [Fact(Explicit = true)]
    public async Task Victim()
    {
        var database = Environment.GetEnvironmentVariable(VictimVariable);
        Assert.SkipWhen(database is null, "only as a child of the test above");
        var registry = SqlRegistry.Open(new SqliteDialect(database));
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteForever(registry, output))));
    }

    static async Task WriteForever(SqlRegistry registry, StreamWriter output)
    {
        while (true)
        {
            var id = new CertificateId(Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture).PadLeft(64, '0'));
            await registry.TransactAsync(tx =>
            {
                tx.Certificates.Insert(new DeviceCertificate
                {
                    Id = id,
                    Pem = new string('x', 1_200),
                    Status = CertificateStatus.PendingActivation,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    ModifiedAt = DateTimeOffset.UnixEpoch,
                    NotBefore = DateTimeOffset.UnixEpoch,
                    NotAfter = DateTimeOffset.UnixEpoch,
                });
                tx.OwnershipTokens.Insert(new(id.Value, id, DateTimeOffset.UnixEpoch));
                return 0;
            });
            lock (output)
            {
                output.Write($"{Mark}{id}\n");
            }
        }
    }
}
