using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage;

/// <summary>A body waiting for the writer, and its caller's task.</summary>
abstract class QueuedWrite
{
    /// <summary>Runs the body, unless its caller gave up before; false when nothing of it is to be kept.</summary>
    public abstract bool Run(IRegistryTransaction transaction);

    /// <summary>Tells the caller how the body went. After the commit.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that the commit failed.</summary>
    public abstract void Fail(Exception error);
}

sealed class QueuedWrite<T>(Func<IRegistryTransaction, T> body, CancellationToken ct) : QueuedWrite
{
    // The writer's thread is never lent to what callers do next.
    readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Exception? error;
    T? result;

    public Task<T> Task => completion.Task;

    public override bool Run(IRegistryTransaction transaction)
    {
        try
        {
            ct.ThrowIfCancellationRequested();
            result = body(transaction);
            return true;
        }
        catch (Exception e)
        {
            error = e;
            return false;
        }
    }

    public override void Complete()
    {
        if (error is null)
        {
            completion.SetResult(result!);
            return;
        }

        Fail(error);
    }

    public override void Fail(Exception error)
    {
        if ((this.error ?? error) is OperationCanceledException cancelled)
        {
            completion.SetCanceled(cancelled.CancellationToken);
            return;
        }

        completion.SetException(this.error ?? error);
    }
}
