using Hatchery.Core;
using Hatchery.Core.Provisioning;

namespace Hatchery.Server.Provisioning.Bulk;

/// <summary>The files of a task, each at the place where the task's progress left it.</summary>
sealed class TaskFiles : IDisposable
{
    TaskFiles(InputLines input, TaskReport results, TaskReport errors)
    {
        Input = input;
        Results = results;
        Errors = errors;
    }

    public InputLines Input { get; }

    public TaskReport Results { get; }

    public TaskReport Errors { get; }

    /// <exception cref="AwsError">InvalidRequestException: one of them is missing or not what it was.</exception>
    public static TaskFiles Open(RegistrationTask task, Buckets buckets)
    {
        var opened = new Stack<IDisposable>();
        T Keep<T>(T file) where T : IDisposable
        {
            opened.Push(file);
            return file;
        }

        try
        {
            return new TaskFiles(
                Keep(OpenInput(buckets.InputFile(task), task.Progress)),
                Keep(OpenReport(task, buckets, ReportType.Results)),
                Keep(OpenReport(task, buckets, ReportType.Errors)));
        }
        catch
        {
            while (opened.TryPop(out var file))
            {
                file.Dispose();
            }

            throw;
        }
    }

    /// <summary>Takes back from the reports what was not committed. The files of a task that never ran are not made.</summary>
    /// <exception cref="AwsError">InvalidRequestException: they are not what they were.</exception>
    public static void CutBackReports(RegistrationTask task, Buckets buckets)
    {
        foreach (var type in Enum.GetValues<ReportType>().Where(type => File.Exists(buckets.ReportFile(task, type))))
        {
            OpenReport(task, buckets, type).Dispose();
        }
    }

    public void Dispose()
    {
        Input.Dispose();
        Results.Dispose();
        Errors.Dispose();
    }

    static TaskReport OpenReport(RegistrationTask task, Buckets buckets, ReportType type) =>
        TaskReport.Open(buckets.ReportFile(task, type), task.Progress.BytesOf(type));

    static InputLines OpenInput(string path, RegistrationTaskProgress progress)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AwsError.InvalidRequest($"The input file {path} can't be read: {e.Message}");
        }

        if (file.Length < progress.Offset)
        {
            file.Dispose();
            throw AwsError.InvalidRequest($"The input file {path} was changed while the task ran: it is shorter than what was read of it");
        }

        return new InputLines(file, progress.Offset, progress.Lines);
    }
}
