using Hatchery.Core;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    [Fact]
    public async Task What_was_committed_is_there_after_opening_again()
    {
        await Write(tx => tx.Certificates.Insert(Certificate(1)));
        await ReopenAsync();
        Assert.Equal(Certificate(1), await Read(tx => tx.Certificates.Find(Id(1))));
    }

    [Fact]
    public async Task A_body_that_throws_leaves_nothing_and_raises_nothing()
    {
        var raised = 0;
        Registry.Committed += _ => raised++;
        var thrown = new InvalidOperationException("mine");
        var seen = await Assert.ThrowsAsync<InvalidOperationException>(() => Write(tx =>
        {
            tx.Certificates.Insert(Certificate(1));
            throw thrown;
        }));
        Assert.Same(thrown, seen);
        Assert.Null(await Read(tx => tx.Certificates.Find(Id(1))));
        Assert.Equal(0, raised);
    }

    [Fact]
    public async Task A_body_that_fails_leaves_the_others_of_its_commit_alone()
    {
        var raised = new List<RegistryChange>();
        Registry.Committed += changes =>
        {
            lock (raised)
            {
                raised.AddRange(changes);
            }
        };
        var bodies = await WhileTheWriterIsBusy(() => Enumerable.Range(1, 200).Select(n => Write(tx =>
        {
            tx.Certificates.Insert(Certificate(n));
            if (n % 3 == 0)
            {
                throw AwsError.InvalidRequest("every third");
            }
        })));
        await Task.WhenAll(bodies).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);

        for (var n = 1; n <= bodies.Length; n++)
        {
            Assert.Equal(n % 3 != 0, bodies[n - 1].IsCompletedSuccessfully);
            Assert.Equal(n % 3 != 0, await Read(tx => tx.Certificates.Find(Id(n))) is not null);
        }

        Assert.Equal(Enumerable.Range(1, 200).Where(n => n % 3 != 0).Select(n => Id(n).Value), raised.Select(change => change.Key));
    }

    [Fact]
    public async Task A_body_sees_what_an_earlier_one_of_the_same_commit_wrote()
    {
        var bodies = await WhileTheWriterIsBusy(() => Enumerable.Range(1, 10).Select(_ => Write(tx =>
        {
            var names = tx.Things.List(new ThingFilter(), new PageRequest(250)).Items.Count;
            tx.Things.Insert(Thing($"thing-{names}"));
            return names;
        })));
        Assert.Equal(Enumerable.Range(0, 10), await Task.WhenAll(bodies));
    }

    [Fact]
    public async Task Of_two_concurrent_bodies_that_claim_a_name_one_is_refused()
    {
        var bodies = await WhileTheWriterIsBusy(() => Enumerable.Range(0, 2).Select(_ => Write(tx => tx.Things.Insert(Thing("one")))));
        await Assert.ThrowsAsync<AwsError>(() => Task.WhenAll(bodies));
        Assert.Equal(1, bodies.Count(body => body.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Changes_are_raised_once_each_in_order_after_the_commit_and_before_the_caller_knows()
    {
        var heard = new List<RegistryChange>();
        var isDurable = false;
        Task? caller = null;
        var callerKnew = false;
        Registry.Committed += changes =>
        {
            heard.AddRange(changes);
            isDurable = Registry.ReadAsync(tx => tx.Things.Find(new ThingName("t")) is not null).AsTask().Result;
            callerKnew = caller?.IsCompleted ?? false;
        };
        caller = Write(tx =>
        {
            tx.Certificates.Insert(Certificate(1));
            tx.Things.Insert(Thing("t"));
            tx.Things.AttachPrincipal(new ThingName("t"), Id(1), ThingPrincipalType.NonExclusiveThing);
            tx.Policies.Insert(new PolicyName("p"), "{}", Now);
            tx.Policies.Attach(new PolicyName("p"), Target(1));
        });
        await caller;
        Assert.True(isDurable);
        Assert.False(callerKnew);
        Assert.Equal(
            [
                new RegistryChange(RegistryChangeKind.Certificate, Id(1).Value),
                new RegistryChange(RegistryChangeKind.Thing, "t"),
                new RegistryChange(RegistryChangeKind.Policy, "p"),
            ],
            heard);
    }

    [Fact]
    public async Task A_listener_that_throws_harms_neither_the_commit_nor_other_listeners()
    {
        var heard = 0;
        Registry.Committed += _ => throw new InvalidOperationException("a bug");
        Registry.Committed += _ => heard++;
        await Write(tx => tx.Things.Insert(Thing("a")));
        await Write(tx => tx.Things.Insert(Thing("b")));
        Assert.Equal(2, heard);
    }

    [Fact]
    public async Task A_commit_without_changes_raises_nothing()
    {
        var raised = 0;
        Registry.Committed += _ => raised++;
        Assert.Null(await Write(tx => tx.Things.Find(new ThingName("none"))));
        Assert.Equal(0, raised);
    }

    [Fact]
    public async Task A_read_sees_one_snapshot_whatever_is_committed_meanwhile()
    {
        await Write(tx => tx.Things.Insert(Thing("before")));
        var (first, second) = await Read(tx =>
        {
            var first = tx.Things.List(new ThingFilter(), new PageRequest(10)).Items.Count;
            Write(other => other.Things.Insert(Thing("meanwhile"))).Wait(TestContext.Current.CancellationToken);
            return (first, tx.Things.List(new ThingFilter(), new PageRequest(10)).Items.Count);
        });
        Assert.Equal((1, 1), (first, second));
        Assert.NotNull(await Read(tx => tx.Things.Find(new ThingName("meanwhile"))));
    }

    [Fact]
    public async Task A_read_does_not_see_a_body_that_has_not_committed()
    {
        using var wrote = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var body = Write(tx =>
        {
            tx.Things.Insert(Thing("pending"));
            wrote.Set();
            go.Wait(TestContext.Current.CancellationToken);
        });
        wrote.Wait(TestContext.Current.CancellationToken);
        Assert.Null(await Read(tx => tx.Things.Find(new ThingName("pending"))));
        go.Set();
        await body;
        Assert.NotNull(await Read(tx => tx.Things.Find(new ThingName("pending"))));
    }

    [Fact]
    public async Task A_write_in_a_read_fails_and_the_next_read_is_served()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Read(tx =>
        {
            tx.Things.Insert(Thing("no"));
            return 0;
        }));
        Assert.Null(await Read(tx => tx.Things.Find(new ThingName("no"))));
    }

    [Fact]
    public async Task Reads_complete_at_once()
    {
        var read = Read(tx => tx.Things.Find(new ThingName("none")));
        Assert.True(read.IsCompletedSuccessfully);
        await read;
    }

    [Fact]
    public async Task Many_readers_and_writers_at_once_are_all_served()
    {
        var writers = Enumerable.Range(0, 100).Select(n => Task.Run(() => Write(tx => tx.Certificates.Insert(Certificate(n)))));
        var readers = Enumerable.Range(0, 100).Select(n => Task.Run(async () => await Read(tx => tx.Certificates.Find(Id(n)))));
        await Task.WhenAll(writers.Concat<Task>(readers));
        Assert.Equal(100, (await Walk((tx, page) => tx.Certificates.List(page), size: 30)).Count);
    }

    [Fact]
    public async Task A_body_that_has_not_begun_can_be_cancelled_and_one_that_has_can_not()
    {
        using var cancel = new CancellationTokenSource();
        using var began = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var started = Registry.TransactAsync(
            tx =>
            {
                began.Set();
                go.Wait(TestContext.Current.CancellationToken);
                tx.Things.Insert(Thing("started"));
                return 0;
            },
            cancel.Token);
        began.Wait(TestContext.Current.CancellationToken);
        var waiting = Registry.TransactAsync(
            tx =>
            {
                tx.Things.Insert(Thing("waiting"));
                return 0;
            },
            cancel.Token);
        await cancel.CancelAsync();
        go.Set();
        await started;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.NotNull(await Read(tx => tx.Things.Find(new ThingName("started"))));
        Assert.Null(await Read(tx => tx.Things.Find(new ThingName("waiting"))));
    }

    [Fact]
    public async Task What_a_caller_does_next_never_runs_on_the_writer()
    {
        // Would deadlock otherwise: the continuation waits for another body.
        var first = Write(tx => tx.Things.Insert(Thing("first")));
        await first
            .ContinueWith(
                _ => Write(tx => tx.Things.Insert(Thing("second"))).Wait(TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default)
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Closing_commits_what_was_asked_for_before_and_refuses_what_comes_after()
    {
        var bodies = await WhileTheWriterIsBusy(() => Enumerable.Range(1, 100).Select(n => Write(tx => tx.Certificates.Insert(Certificate(n)))));
        await Registry.DisposeAsync();
        await Task.WhenAll(bodies);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Write(tx => tx.Things.Insert(Thing("late"))));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Read(tx => tx.Things.Find(new ThingName("late"))));
        await ReopenAsync();
        Assert.NotNull(await Read(tx => tx.Certificates.Find(Id(100))));
    }

    [Fact]
    public async Task A_position_that_is_none_of_ours_is_an_invalid_request()
    {
        foreach (var position in new[] { "", "x", "-1", "1.5", "99999999999999999999", "1|", "x|y", "a\nb", new string('a', 5_000) })
        {
            var page = new PageRequest(10, position);
            await Invalid(tx => tx.Certificates.List(page));
            if (position.Length is 0 or > 10 and not 20 || position.Contains('\n', StringComparison.Ordinal))
            {
                await Invalid(tx => tx.Things.List(new ThingFilter(), page));
            }

            await Invalid(tx => tx.Things.List(new ThingFilter(AttributeName: "a"), page));
            await Invalid(tx => tx.ThingGroups.ThingsIn(new ThingGroupName("g"), recursive: true, page));
        }

        async Task Invalid<T>(Func<IRegistryTransaction, T> read)
        {
            var error = await Assert.ThrowsAsync<AwsError>(async () => await Read(read));
            Assert.Equal(AwsErrorCode.InvalidRequest, error.Code);
            Assert.StartsWith("Invalid nextToken", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Queues bodies behind one that waits, so that they share commits.</summary>
    async Task<T[]> WhileTheWriterIsBusy<T>(Func<IEnumerable<T>> queue) where T : Task
    {
        using var go = new ManualResetEventSlim();
        var busy = Write(_ => go.Wait(TestContext.Current.CancellationToken));
        T[] bodies = [.. queue()];
        go.Set();
        await busy;
        return bodies;
    }
}
