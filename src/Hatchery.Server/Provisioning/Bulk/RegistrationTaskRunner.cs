using Hatchery.Core;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Provisioning.Bulk;

/// <summary>
/// Runs bulk registrations one after the other, in the order of their start. What is stored of a task is all there is of it: after a
/// restart, however it came, the first that isn't over goes on.
/// </summary>
sealed partial class RegistrationTaskRunner(
    IRegistry registry, Buckets buckets, ThingRegistration engine, TimeProvider time, ILogger<RegistrationTaskRunner> logger) : BackgroundService
{
    /// <summary>After a failure that is none of the task's: a full disk, a database that can't be written.</summary>
    static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim wake = new(0);

    public override void Dispose()
    {
        registry.Committed -= Heard;
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        registry.Committed += Heard;
        while (true)
        {
            try
            {
                if (!await RunNextAsync(stoppingToken))
                {
                    await wake.WaitAsync(stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Interrupted(logger, e, RetryDelay);
                await Task.Delay(RetryDelay, time, stoppingToken);
            }
        }
    }

    /// <summary>False when there is nothing to do.</summary>
    async Task<bool> RunNextAsync(CancellationToken ct)
    {
        if (await registry.ReadAsync(tx => tx.RegistrationTasks.First(RegistrationTaskStatus.Cancelling), ct) is { } stopped)
        {
            await CloseAsync(stopped, ct);
            return true;
        }

        if (await registry.ReadAsync(tx => tx.RegistrationTasks.First(RegistrationTaskStatus.InProgress), ct) is { } task)
        {
            await RunAsync(task, ct);
            return true;
        }

        return false;
    }

    async Task RunAsync(RegistrationTask task, CancellationToken ct)
    {
        Log.Runs(logger, task.Id, task.InputFileBucket, task.InputFileKey, task.Progress.Lines);
        try
        {
            var template = TemplateDocument.ParseGivenOrThrow(task.TemplateBody, TemplateKind.Registration);
            using var files = TaskFiles.Open(task, buckets);
            var ended = await new TaskRun(task, template, files, registry, engine, time).RunAsync(ct);
            Log.Ended(logger, task.Id, ended.Status, ended.Progress.Successes, ended.Progress.Failures);
        }
        catch (AwsError e)
        {
            Log.Failed(logger, task.Id, e.Message);
            await FailAsync(task.Id, e.Message, ct);
        }
    }

    Task<bool> FailAsync(RegistrationTaskId id, string message, CancellationToken ct) => registry.TransactAsync(
        tx =>
        {
            var task = tx.RegistrationTasks.Find(id)!;
            if (task.Status != RegistrationTaskStatus.InProgress)
            {
                return false;
            }

            tx.RegistrationTasks.Update(task with
            {
                Status = RegistrationTaskStatus.Failed,
                Message = message.Length <= Limits.RegistrationTaskMessageMax ? message : message[..Limits.RegistrationTaskMessageMax],
                ModifiedAt = time.GetUtcNow(),
            });
            return true;
        },
        ct);

    async Task CloseAsync(RegistrationTask task, CancellationToken ct)
    {
        try
        {
            TaskFiles.CutBackReports(task, buckets);
        }
        catch (AwsError e)
        {
            // Cancelled all the same; its reports are not what they were.
            Log.Failed(logger, task.Id, e.Message);
        }

        await registry.TransactAsync(
            tx =>
            {
                tx.RegistrationTasks.Update(task with { Status = RegistrationTaskStatus.Cancelled, ModifiedAt = time.GetUtcNow() });
                return true;
            },
            ct);
    }

    void Heard(IReadOnlyList<RegistryChange> changes)
    {
        if (changes.Any(change => change.Kind == RegistryChangeKind.RegistrationTask))
        {
            wake.Release();
        }
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Bulk registration {Task} runs: {Bucket}/{Key} from line {Lines} on")]
        public static partial void Runs(ILogger logger, RegistrationTaskId task, string bucket, string key, long lines);

        [LoggerMessage(2, LogLevel.Information, "Bulk registration {Task} is {Status}: {Successes} registered, {Failures} failed")]
        public static partial void Ended(ILogger logger, RegistrationTaskId task, RegistrationTaskStatus status, int successes, int failures);

        [LoggerMessage(3, LogLevel.Warning, "Bulk registration {Task} failed: {Reason}")]
        public static partial void Failed(ILogger logger, RegistrationTaskId task, string reason);

        [LoggerMessage(4, LogLevel.Error, "Bulk registration was interrupted and goes on in {Delay}")]
        public static partial void Interrupted(ILogger logger, Exception e, TimeSpan delay);
    }
}
