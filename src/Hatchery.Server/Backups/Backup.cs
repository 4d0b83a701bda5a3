using System.IO.Compression;
using System.IO.Pipelines;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Backups;

/// <summary>A backup whose databases are copied already, to be written out once. Disposing it frees the copies.</summary>
public sealed class Backup : IDisposable
{
    /// <summary>Made ahead of a target that is slow.</summary>
    const int AheadBytesMax = 1024 * 1024;

    readonly string folder;
    readonly string copies;
    readonly BackupManifest manifest;
    readonly BackupKey? key;
    readonly Action release;

    internal Backup(string folder, string copies, BackupManifest manifest, BackupKey? key, Action release) =>
        (this.folder, this.copies, this.manifest, this.key, this.release) = (folder, copies, manifest, key, release);

    public const string ContentType = "application/zip";

    /// <summary>Writes the archive front to back, compressed by a thread that gives way to devices; the target needs no seeking.</summary>
    public async Task WriteToAsync(Stream target, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: AheadBytesMax, resumeWriterThreshold: AheadBytesMax / 2, useSynchronizationContext: false));
        var writing = Task.Factory.StartNew(() => Write(pipe.Writer, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await pipe.Reader.CopyToAsync(target, ct);
        }
        finally
        {
            // INVARIANT: the copies are in use until the thread has ended.
            await stop.CancelAsync();
            await pipe.Reader.CompleteAsync();
            await writing;
        }
    }

    public void Dispose() => release();

    /// <summary>A failure goes to whoever reads.</summary>
    void Write(PipeWriter target, CancellationToken ct)
    {
        LowPriority.ForThisThread();
        try
        {
            Write(target.AsStream(leaveOpen: true), ct);
            target.Complete();
        }
        catch (Exception e)
        {
            target.Complete(e);
        }
    }

    void Write(Stream target, CancellationToken ct)
    {
        using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        var writer = new BackupWriter(archive, key);
        foreach (var file in manifest.Schemas.Keys)
        {
            writer.Add(file, Path.Combine(copies, file), isSecret: false, ct);
        }

        foreach (var (path, isSecret) in FolderContents.Of(folder))
        {
            writer.Add(path, Path.Combine(folder, path), isSecret, ct);
        }

        writer.Finish(manifest, ct);
    }
}
