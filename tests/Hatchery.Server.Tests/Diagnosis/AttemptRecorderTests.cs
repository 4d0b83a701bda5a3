using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Diagnosis;
using Hatchery.Server.Storage;
using Hatchery.Server.Tests.Certificates;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Tests.Diagnosis;

public sealed class AttemptRecorderTests : IDisposable
{
    static readonly CertificateId Claim = new(new string('a', 64));
    static readonly CertificateId Own = new(new string('b', 64));

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_scan_is_one_record_with_a_count()
    {
        await using var recorder = Open();
        for (var i = 0; i < 500; i++)
        {
            Trace(recorder, "10.0.0.9").Refused(Failure.Of(TlsCauses.NoBytes));
        }

        var attempt = Assert.Single(await ListAsync(recorder, 1, new AttemptQuery { Address = "10.0.0.9" }, found => found.Count == 500));
        Assert.Equal((AttemptOutcome.Failed, "tls-no-bytes"), (attempt.Outcome, attempt.Cause));
        Assert.Equal(500, Assert.Single(attempt.Steps).Count);
    }

    [Fact]
    public async Task A_flood_from_many_addresses_shares_records_and_stays_small()
    {
        const int Connections = 20_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using (var recorder = Open())
        {
            for (var i = 0; i < Connections; i++)
            {
                Trace(recorder, $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}").Refused(Failure.Of(TlsCauses.NotTls, "the first bytes were 00010203"));
            }

            var shared = (await ListAsync(recorder, 1, new AttemptQuery { Address = MergedFailures.OtherAddresses }, found => found.Count == Connections - AttemptLimits.MergedMax))[0];
            Assert.Equal("tls-not-tls", shared.Cause);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 64 * 1024 * 1024);
        }

        Assert.InRange(Directory.GetFiles(folder.File("."), "attempts.db*").Sum(file => new FileInfo(file).Length), 1, 24 * 1024 * 1024);
    }

    [Fact]
    public async Task A_step_is_seen_within_half_a_second_while_the_writer_is_busy()
    {
        await using var recorder = Open();
        using var stop = new CancellationTokenSource();
        var load = Task.Run(
            async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    Connected(recorder, $"busy-{i}").CreatedCertificate(Own, "CreateCertificateFromCsr", default);
                    await Task.Delay(i % 4 == 0 ? 1 : 0);
                }
            },
            TestContext.Current.CancellationToken);
        var times = new List<TimeSpan>();
        for (var i = 0; i < 11; i++)
        {
            var trace = Connected(recorder, $"probe-{i}");
            var watch = System.Diagnostics.Stopwatch.StartNew();
            trace.CreatedCertificate(Own, "CreateCertificateFromCsr", trace.Now);
            await ListAsync(recorder, 1, new AttemptQuery { ClientId = $"probe-{i}" });
            times.Add(watch.Elapsed);
        }

        await stop.CancelAsync();
        await load;

        // The median: a machine that is busy otherwise may hold one of them up.
        Assert.InRange(times.Order().ElementAt(times.Count / 2), TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task A_device_with_another_problem_shows_at_once_and_so_does_its_success()
    {
        await using var recorder = Open();
        for (var i = 0; i < 3; i++)
        {
            Denied(PolicyCauses.ConnectDenied);
        }

        Denied(CertificateCauses.Inactive);
        var (newer, older) = await ListAsync(recorder, 2, new AttemptQuery { ClientId = "d" }, found => found.Cause is not null) switch { [var a, var b] => (a, b), _ => default };
        Assert.Equal(("certificate-inactive", 1), (newer!.Cause, newer.Count));
        Assert.Equal(("connect-denied", 3), (older!.Cause, older.Count));
        Assert.Equal(older.UpdatedAt, Assert.Single(older.Steps, step => !step.IsOk).LastAt);

        Connected(recorder, "d");
        var ended = await ListAsync(recorder, 2, new AttemptQuery { ClientId = "d" }, found => found.Outcome == AttemptOutcome.Succeeded);
        Assert.All(ended, attempt => Assert.True(attempt.Steps[^1] is { Kind: StepKind.Connect, IsOk: true }));

        // The same again is news.
        Denied(PolicyCauses.ConnectDenied);
        var again = await ListAsync(recorder, 3, new AttemptQuery { ClientId = "d" });
        Assert.Equal(("connect-denied", 1, AttemptOutcome.Failed), (again[0].Cause, again[0].Count, again[0].Outcome));

        void Denied(Cause cause)
        {
            var trace = Trace(recorder, "10.0.0.1");
            trace.Identified(Claim);
            trace.Fail(StepKind.Connect, "iot:Connect on client/d", Failure.Of(cause), "d");
            trace.Closed("AUTH_ERROR");
        }
    }

    [Fact]
    public async Task Failures_of_other_causes_or_addresses_are_not_merged()
    {
        await using var recorder = Open();
        foreach (var (address, cause) in new[] { ("10.0.0.1", TlsCauses.NoBytes), ("10.0.0.1", TlsCauses.NotTls), ("10.0.0.2", TlsCauses.NoBytes) })
        {
            Trace(recorder, address).Refused(Failure.Of(cause));
        }

        Assert.Equal(2, (await ListAsync(recorder, 2, new AttemptQuery { Address = "10.0.0.1" })).Count);
        Assert.Single(await ListAsync(recorder, 1, new AttemptQuery { Address = "10.0.0.2" }));
    }

    [Fact]
    public async Task Plain_traffic_leaves_no_record()
    {
        await using var recorder = Open();
        var trace = Connected(recorder, "plain");
        trace.Subscribed(["devices/plain/commands"]);
        trace.Closed("CLIENT_INITIATED_DISCONNECT");
        Trace(recorder, "10.0.0.9").Refused(Failure.Of(TlsCauses.NoBytes));

        Assert.Equal("10.0.0.9", Assert.Single(await ListAsync(recorder, 1, new AttemptQuery())).Address);
    }

    [Fact]
    public async Task A_running_attempt_is_seen_and_then_grows_to_the_first_connection_as_itself()
    {
        await using var recorder = Open();
        var claim = Connected(recorder, "claim");
        claim.CreatedCertificate(Own, "CreateCertificateFromCsr", claim.Now);
        Assert.Equal(AttemptOutcome.Running, (await ListAsync(recorder, 1, new AttemptQuery { What = Own.Value[..8] }))[0].Outcome);

        claim.AskedToRegister("t", new Dictionary<string, string> { ["SerialNumber"] = "s-1" });
        claim.RegisteredThing("t", 1, "thing-1", Own, claim.Now);
        claim.Closed("CLIENT_INITIATED_DISCONNECT");
        var device = Trace(recorder, "10.0.0.1");
        device.Identified(Own);
        device.Connected("thing-1", "MQTT 5", isSessionPresent: false);

        var attempt = (await ListAsync(recorder, 1, new AttemptQuery { Parameter = "s-1" }, found => found.Outcome == AttemptOutcome.Succeeded))[0];
        Assert.Equal(
            [StepKind.Tls, StepKind.Connect, StepKind.CreateCertificate, StepKind.RegisterThing, StepKind.Disconnect, StepKind.ConnectAsItself],
            attempt.Steps.Select(step => step.Kind));
        Assert.Equal(("claim", "thing-1"), (attempt.ClientId, Assert.Single(attempt.OtherClientIds)));
    }

    [Fact]
    public async Task A_device_is_still_awaited_after_a_restart_and_what_was_running_is_over()
    {
        await using (var before = Open())
        {
            var claim = Connected(before, "claim");
            claim.CreatedCertificate(Own, "CreateCertificateFromCsr", claim.Now);
            claim.RegisteredThing("t", 1, "thing-1", Own, claim.Now);
            var other = Connected(before, "unfinished");
            other.CreatedCertificate(new CertificateId(new string('c', 64)), "CreateCertificateFromCsr", other.Now);
        }

        await using var after = Open();
        Assert.Equal(AttemptOutcome.Abandoned, (await ListAsync(after, 1, new AttemptQuery { ClientId = "unfinished" }, found => found.Outcome == AttemptOutcome.Abandoned))[0].Outcome);
        var device = Trace(after, "10.0.0.1");
        device.Identified(Own);
        device.Connected("thing-1", "MQTT 5", isSessionPresent: false);
        var attempt = (await ListAsync(after, 1, new AttemptQuery { Thing = "thing-1" }, found => found.Outcome == AttemptOutcome.Succeeded))[0];
        Assert.Equal(StepKind.CreateCertificate, attempt.Steps[2].Kind);
        Assert.Equal(StepKind.ConnectAsItself, attempt.Steps[^1].Kind);
    }

    [Fact]
    public void A_month_and_a_million_are_kept_unless_told_otherwise() =>
        Assert.Equal((30, 1_000_000), (new HatcheryOptions().AttemptsDays, new HatcheryOptions().AttemptsMax));

    [Fact]
    public void Only_the_newest_are_kept_and_none_that_are_too_old()
    {
        var time = TimeProvider.System;
        using var store = AttemptStore.Open(new SqliteDialect(folder.File("attempts.db"), isDurable: false), NullLogger.Instance);
        var ids = new AttemptIds(time, store.FirstFreeId);
        var drafts = Enumerable.Range(0, 10).Select(i => new AttemptDraft(ids.Next(), AttemptKind.Connection, $"10.0.0.{i}", time.GetUtcNow())).ToList();
        store.Write(drafts);
        using var reader = new AttemptReader(new SqliteDialect(folder.File("attempts.db")));

        while (store.Prune(DateTimeOffset.UnixEpoch, max: 4))
        {
        }

        Assert.Equal(["10.0.0.9", "10.0.0.8", "10.0.0.7", "10.0.0.6"], reader.List(new AttemptQuery()).Select(stored => stored.Attempt.Address));
        Assert.Empty(reader.List(new AttemptQuery { Address = "10.0.0.5" }));
        Assert.True(store.Prune(time.GetUtcNow().AddDays(1), max: 4));
        Assert.Empty(reader.List(new AttemptQuery()));
    }

    AttemptRecorder Open() => AttemptRecorder.Open(
        new SqliteDialect(folder.File("attempts.db"), isDurable: false), new HatcheryOptions(), TimeProvider.System, NullLogger<AttemptRecorder>.Instance);

    static ConnectionTrace Trace(AttemptRecorder recorder, string address)
    {
        var trace = new ConnectionTrace(recorder, address, recorder.Now);
        trace.Secured(System.Security.Authentication.SslProtocols.Tls13);
        return trace;
    }

    static ConnectionTrace Connected(AttemptRecorder recorder, string clientId)
    {
        var trace = Trace(recorder, "10.0.0.1");
        trace.Identified(Claim);
        trace.Connected(clientId, "MQTT 3.1.1", isSessionPresent: false);
        return trace;
    }

    static async Task<IReadOnlyList<Attempt>> ListAsync(AttemptRecorder recorder, int count, AttemptQuery query, Func<Attempt, bool>? until = null)
    {
        for (var i = 0; i < 100; i++)
        {
            var found = recorder.Reader.List(query).Select(stored => stored.Attempt).ToList();
            if (found.Count >= count && (until is null || found.TrueForAll(attempt => until(attempt))))
            {
                return found;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Fail("it was not recorded in time");
        return [];
    }
}
