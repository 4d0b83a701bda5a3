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
    public void Only_the_newest_are_kept_and_none_that_are_too_old()
    {
        var time = TimeProvider.System;
        using var store = AttemptStore.Open(new SqliteDialect(folder.File("attempts.db"), isDurable: false));
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
