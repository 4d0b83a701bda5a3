using Hatchery.Server.Signals;

namespace Hatchery.Server.Certificates;

/// <summary>
/// RSA key pairs made ahead of need: one costs 40 times all the rest of a provisioning. They live in memory only, each is
/// given once, and who finds none waits in order. One thread fills the pool in idle time; while devices wait, one per core
/// makes keys. All of them yield to every other thread, so that an empty pool holds up nobody but its waiters.
/// </summary>
public sealed class KeyPool : IDisposable
{
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    readonly int size;
    readonly Func<DeviceKeyPair> generate;
    readonly Thread[] threads;

    // INVARIANT: all below is touched under this lock only, and at no time are there both keys and waiters.
    readonly object gate = new();
    readonly Queue<DeviceKeyPair> ready = new();
    readonly LinkedList<TaskCompletionSource<DeviceKeyPair>> waiters = new();
    int inTheMaking;
    bool started;
    bool stopped;

    /// <param name="size">Pairs kept ready.</param>
    public KeyPool(int size) : this(size, DeviceKeyPair.GenerateRsa)
    {
    }

    internal KeyPool(int size, Func<DeviceKeyPair> generate)
    {
        this.size = size;
        this.generate = generate;
        threads = new Thread[Environment.ProcessorCount];
    }

    internal int ReadyCount
    {
        get
        {
            lock (gate)
            {
                return ready.Count;
            }
        }
    }

    /// <summary>Begins to fill. Called once the listeners answer, to keep out of the start's way; the first taker does it too.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (started || stopped)
            {
                return;
            }

            started = true;
        }

        for (var i = 0; i < threads.Length; i++)
        {
            var fillsAhead = i == 0;
            threads[i] = new Thread(() => Work(fillsAhead)) { IsBackground = true, Name = "Key pool", Priority = ThreadPriority.Lowest };
            threads[i].Start();
        }
    }

    internal async ValueTask<DeviceKeyPair> TakeAsync(CancellationToken ct)
    {
        Start();
        LinkedListNode<TaskCompletionSource<DeviceKeyPair>> waiter;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopped, this);
            Monitor.PulseAll(gate);
            if (ready.TryDequeue(out var pair))
            {
                Metrics.KeyPoolReady.Add(-1);
                Metrics.KeyPoolTaken.Add(1, Waited(false));
                return pair;
            }

            Metrics.KeyPoolTaken.Add(1, Waited(true));
            waiter = waiters.AddLast(new TaskCompletionSource<DeviceKeyPair>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var registration = ct.Register(() => GiveUp(waiter, ct));
        return await waiter.Value.Task;
    }

    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            Metrics.KeyPoolReady.Add(-ready.Count);
            ready.Clear();
            foreach (var waiter in waiters)
            {
                waiter.TrySetCanceled();
            }

            waiters.Clear();
            Monitor.PulseAll(gate);
        }
    }

    void GiveUp(LinkedListNode<TaskCompletionSource<DeviceKeyPair>> waiter, CancellationToken ct)
    {
        lock (gate)
        {
            if (waiter.Value.TrySetCanceled(ct))
            {
                waiter.List?.Remove(waiter);
            }
        }
    }

    void Work(bool fillsAhead)
    {
        LowPriority.ForThisThread();
        while (WaitForWork(fillsAhead))
        {
            try
            {
                Deliver(generate());
            }
            catch (Exception e)
            {
                Fail(e);
            }
        }
    }

    /// <summary>False when the pool is at its end.</summary>
    bool WaitForWork(bool fillsAhead)
    {
        lock (gate)
        {
            while (!stopped && waiters.Count <= inTheMaking && !(fillsAhead && ready.Count + inTheMaking < size))
            {
                Monitor.Wait(gate);
            }

            inTheMaking++;
            return !stopped;
        }
    }

    /// <summary>Who waits longest gets the error. Unless others wait, the next attempt is a while off.</summary>
    void Fail(Exception error)
    {
        lock (gate)
        {
            inTheMaking--;
            if (waiters.First is { } first)
            {
                waiters.RemoveFirst();
                first.Value.SetException(error);
                return;
            }

            Monitor.Wait(gate, RetryAfter);
        }
    }

    void Deliver(DeviceKeyPair pair)
    {
        lock (gate)
        {
            inTheMaking--;
            if (stopped)
            {
                return;
            }

            if (waiters.First is { } first)
            {
                waiters.RemoveFirst();
                first.Value.SetResult(pair);
                return;
            }

            ready.Enqueue(pair);
            Metrics.KeyPoolReady.Add(1);
        }
    }

    static KeyValuePair<string, object?> Waited(bool waited) => new("waited", waited ? "true" : "false");
}
