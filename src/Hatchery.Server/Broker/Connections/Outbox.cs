using System.IO.Pipelines;
using Hatchery.Server.Broker.Wire;
using MQTTnet.Packets;

namespace Hatchery.Server.Broker.Connections;

/// <summary>
/// The only writer of a connection. Answers wait here, messages in the session; whoever adds something wakes it. Awake, it runs
/// on the thread pool until nothing is left and flushes once; asleep, it costs no thread and no task.
/// </summary>
sealed class Outbox(MqttConnection connection, PipeWriter output) : IThreadPoolWorkItem
{
    // A wake while it runs makes it go round once more.
    const int Asleep = 0;
    const int Running = 1;
    const int RunningAndWoken = 2;

    readonly Lock _lock = new();
    readonly Queue<MqttPacket> _answers = new();
    readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource? _room;
    MqttPacket? _farewell;
    bool _finishing;
    int _state;
    int _unflushed;

    /// <summary>Completes when the last byte was handed to the transport, or the transport is gone.</summary>
    public Task Finished => _finished.Task;

    /// <summary>Queues an answer; answers go before messages.</summary>
    public void Send(MqttPacket packet)
    {
        lock (_lock)
        {
            if (_finishing) return;
            _answers.Enqueue(packet);
        }

        Wake();
    }

    /// <summary>There is something to write.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _state, RunningAndWoken) == Asleep) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Writes the answers that wait, then <paramref name="farewell"/>, then nothing any more.</summary>
    public void Finish(MqttPacket? farewell)
    {
        lock (_lock)
        {
            _finishing = true;
            _farewell = farewell;
            _room?.TrySetResult();
        }

        Wake();
    }

    /// <summary>Waits while too many answers wait: a client that sends without reading isn't read either.</summary>
    public ValueTask RoomAsync()
    {
        lock (_lock)
        {
            if (_finishing || _answers.Count < BrokerLimits.QueuedAcknowledgementsMax) return ValueTask.CompletedTask;

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_room.Task);
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    async Task RunAsync()
    {
        try
        {
            do
            {
                Interlocked.Exchange(ref _state, Running);
                await WriteAllAsync();
                if (_finished.Task.IsCompleted) return; // and stays Running: nothing wakes it again
            }
            while (Interlocked.CompareExchange(ref _state, Asleep, Running) != Running);
        }
        catch (Exception e)
        {
            connection.EndWithError(e);
            Finish(farewell: null);
            _finished.TrySetResult();
        }
    }

    async ValueTask WriteAllAsync()
    {
        while (true)
        {
            if (TryTakeAnswer(out var answer, out var isLast))
            {
                _unflushed += PacketCodec.Encode(output, answer, connection.Version);
            }
            else if (!isLast && connection.Session is { } session && session.TryNext(connection, out var publish))
            {
                _unflushed += await PublishWriter.WriteAsync(connection, session, publish, output);
            }
            else
            {
                await FlushAsync();
                if (isLast) _finished.TrySetResult();
                return;
            }

            if (_unflushed >= BrokerLimits.FlushBytes) await FlushAsync();
        }
    }

    /// <param name="isLast">The connection is ending and nothing is left to write.</param>
    bool TryTakeAnswer(out MqttPacket answer, out bool isLast)
    {
        lock (_lock)
        {
            isLast = false;
            if (_answers.TryDequeue(out answer!))
            {
                if (_answers.Count < BrokerLimits.QueuedAcknowledgementsMax / 2 && _room is not null)
                {
                    _room.TrySetResult();
                    _room = null;
                }

                return true;
            }

            if (!_finishing) return false;

            isLast = _farewell is null;
            (answer, _farewell) = (_farewell!, null);
            return !isLast;
        }
    }

    async ValueTask FlushAsync()
    {
        if (_unflushed == 0) return;

        _unflushed = 0;
        var result = await output.FlushAsync();
        if (!result.IsCompleted) return;

        // The peer is gone.
        connection.End(EndReason.ConnectionLost);
        _finished.TrySetResult();
    }
}
