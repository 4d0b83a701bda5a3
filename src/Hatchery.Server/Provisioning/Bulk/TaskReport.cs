using System.Buffers;
using Hatchery.Core;

namespace Hatchery.Server.Provisioning.Bulk;

/// <summary>A report file that grows by whole batches and is never longer than what the registry says, but while a batch is committed.</summary>
sealed class TaskReport : IDisposable
{
    readonly FileStream file;
    readonly ArrayBufferWriter<byte> pending = new();

    TaskReport(FileStream file) => this.file = file;

    /// <summary>Takes lines until the next <see cref="Flush"/>.</summary>
    public IBufferWriter<byte> Lines => pending;

    public long Length => file.Position;

    /// <summary>Opens it and cuts it back to what was committed.</summary>
    /// <exception cref="AwsError">InvalidRequestException: some of what was committed is gone, or the file can't be made.</exception>
    public static TaskReport Open(string path, long committed)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream opened;
        try
        {
            opened = new FileStream(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AwsError.InvalidRequest($"The report {path} can't be written: {e.Message}");
        }

        if (opened.Length < committed)
        {
            opened.Dispose();
            throw AwsError.InvalidRequest($"The report {path} was changed while the task ran: it has lost lines");
        }

        opened.SetLength(committed);
        opened.Position = committed;
        return new TaskReport(opened);
    }

    /// <summary>Returns when the lines are on disk.</summary>
    public void Flush()
    {
        if (pending.WrittenCount == 0)
        {
            return;
        }

        file.Write(pending.WrittenSpan);
        file.Flush(flushToDisk: true);
        pending.ResetWrittenCount();
    }

    public void Dispose() => file.Dispose();
}
