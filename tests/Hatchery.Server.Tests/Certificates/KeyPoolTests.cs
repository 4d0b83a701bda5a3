using System.Collections.Concurrent;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Tests.Certificates;

public sealed class KeyPoolTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fills_up_to_its_size_and_no_further()
    {
        var made = 0;
        using var pool = new KeyPool(3, () =>
        {
            Interlocked.Increment(ref made);
            return TestKeys.Pair;
        });
        pool.Start();

        await WaitUntil(() => pool.ReadyCount == 3);
        await Task.Delay(50, Ct);
        Assert.Equal(3, made);

        await pool.TakeAsync(Ct);
        await WaitUntil(() => pool.ReadyCount == 3);
        Assert.Equal(4, made);
    }

    [Fact]
    public async Task Waiters_are_served_in_order_and_a_new_one_does_not_overtake()
    {
        using var oneMore = new SemaphoreSlim(0);
        using var pool = new KeyPool(0, () =>
        {
            oneMore.Wait();
            return TestKeys.Pair;
        });
        var served = new ConcurrentQueue<int>();
        var waiting = Enumerable.Range(0, 20).Select(Take).ToList();

        for (var i = 0; i < 20; i++)
        {
            oneMore.Release();
            await WaitUntil(() => served.Count == i + 1);
        }

        await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(0, 20), served);

        async Task Take(int i)
        {
            await pool.TakeAsync(Ct);
            served.Enqueue(i);
        }
    }

    [Fact]
    public async Task A_key_that_cannot_be_made_fails_its_waiter_only()
    {
        var attempts = 0;
        using var pool = new KeyPool(0, () => Interlocked.Increment(ref attempts) == 1 ? throw new InvalidOperationException("no entropy") : TestKeys.Pair);

        var e = await Assert.ThrowsAsync<InvalidOperationException>(async () => await pool.TakeAsync(Ct));
        Assert.Equal("no entropy", e.Message);

        Assert.Same(TestKeys.Pair, await pool.TakeAsync(Ct));
    }

    [Fact]
    public async Task One_who_gives_up_loses_no_key()
    {
        using var oneMore = new SemaphoreSlim(0);
        using var pool = new KeyPool(0, () =>
        {
            oneMore.Wait();
            return TestKeys.Pair;
        });
        using var impatient = new CancellationTokenSource();
        var first = pool.TakeAsync(impatient.Token).AsTask();
        var second = pool.TakeAsync(Ct).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        oneMore.Release();

        await second.WaitAsync(TimeSpan.FromSeconds(5), Ct);
    }

    [Fact]
    public async Task Every_key_is_given_once()
    {
        using var pool = new KeyPool(1);

        var pairs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => pool.TakeAsync(Ct).AsTask()));

        Assert.Equal(4, pairs.Select(pair => pair.PrivateKeyPem).Distinct().Count());
    }

    [Fact]
    public async Task Its_end_frees_those_who_wait()
    {
        using var never = new ManualResetEventSlim();
        var pool = new KeyPool(0, () =>
        {
            never.Wait();
            return TestKeys.Pair;
        });
        var waiting = pool.TakeAsync(Ct).AsTask();

        pool.Dispose();
        never.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    static async Task WaitUntil(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 500, "It did not happen within 5 s");
            await Task.Delay(10, Ct);
        }
    }
}
