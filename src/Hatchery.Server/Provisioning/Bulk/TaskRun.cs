using Hatchery.Core;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Server.Signals;

namespace Hatchery.Server.Provisioning.Bulk;

/// <summary>
/// One task, from where it was left to its end. While a batch is committed the next one is prepared: signing costs more than the
/// rest. Many lines share a transaction, few enough that a device that waits for the registry doesn't notice.
/// </summary>
sealed class TaskRun(RegistrationTask task, TemplateDocument template, TaskFiles files, IRegistry registry, ThingRegistration engine, TimeProvider time)
{
    /// <summary>Lines in a transaction. Whoever else writes to the registry waits for one batch at most.</summary>
    const int BatchMax = 64;

    /// <summary>Half of the processors: devices that provision themselves meanwhile get the other half.</summary>
    static readonly ParallelOptions Preparing = new() { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount / 2) };

    /// <summary>Registers line after line until the file ends or the task is stopped; the task as it then is.</summary>
    public async Task<RegistrationTask> RunAsync(CancellationToken ct)
    {
        var next = Task.Run(Prepare, CancellationToken.None);
        var counted = task.Progress;
        try
        {
            while (true)
            {
                ct.ThrowIfCancellationRequested();
                var batch = await next;
                if (!batch.IsLast)
                {
                    next = Task.Run(Prepare, CancellationToken.None);
                }

                var now = await registry.TransactAsync(tx => Commit(tx, batch), ct);
                Metrics.BulkLines.Add(now.Progress.Successes - counted.Successes, Results.Success);
                Metrics.BulkLines.Add(now.Progress.Failures - counted.Failures, Metrics.Result("Failure"));
                counted = now.Progress;
                if (now.Status != RegistrationTaskStatus.InProgress)
                {
                    return now;
                }
            }
        }
        finally
        {
            // INVARIANT: nobody reads the input any more when it is closed.
            await next.ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    PreparedBatch Prepare()
    {
        var lines = new List<InputLine>(BatchMax);
        while (lines.Count < BatchMax && files.Input.Read() is { } line)
        {
            lines.Add(line);
        }

        var prepared = new PreparedLine[lines.Count];
        Parallel.For(0, lines.Count, Preparing, i => prepared[i] = PreparedLine.Of(lines[i], template, engine));
        return new PreparedBatch(prepared, files.Input.Offset, files.Input.Lines, files.Input.Length, IsLast: lines.Count < BatchMax);
    }

    RegistrationTask Commit(IRegistryTransaction tx, PreparedBatch batch)
    {
        var current = tx.RegistrationTasks.Find(task.Id)!;
        if (current.Status != RegistrationTaskStatus.InProgress)
        {
            return current;
        }

        var failures = 0;
        foreach (var line in batch.Lines)
        {
            if ((line.Error ?? Register(tx, line.Line, line.Registration!)) is { } error)
            {
                ReportLine.WriteError(files.Errors.Lines, line.Line, error.Code.Name, error.Message);
                failures++;
            }
        }

        // INVARIANT: reports are on disk before the commit that counts their lines. What a failed commit leaves in them is cut off on resume.
        files.Results.Flush();
        files.Errors.Flush();
        current = current with
        {
            Status = batch.IsLast ? RegistrationTaskStatus.Completed : RegistrationTaskStatus.InProgress,
            ModifiedAt = time.GetUtcNow(),
            Progress = new RegistrationTaskProgress(
                batch.Offset,
                batch.LinesBefore,
                current.Progress.Successes + batch.Lines.Count - failures,
                current.Progress.Failures + failures,
                batch.Percentage,
                files.Results.Length,
                files.Errors.Length),
        };
        tx.RegistrationTasks.Update(current);
        return current;
    }

    /// <summary>Why it can't be registered; null when it is.</summary>
    AwsError? Register(IRegistryTransaction tx, InputLine line, PreparedRegistration registration)
    {
        try
        {
            var registered = registration.Apply(tx);
            ReportLine.WriteResult(files.Results.Lines, line, registered.CertificatePem, registered.ResourceArns);
            return null;
        }
        catch (AwsError e)
        {
            return e;
        }
    }
}
