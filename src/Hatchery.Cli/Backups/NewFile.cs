using Hatchery.Server;

namespace Hatchery.Cli.Backups;

/// <summary>A file that is there whole or not at all: written beside its place, for its owner only, and moved there when it is on the disk.</summary>
sealed class NewFile : IDisposable
{
    static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);

    readonly string path;
    readonly string unfinished;

    public NewFile(string path)
    {
        this.path = path;
        unfinished = $"{path}.{Environment.ProcessId}.tmp";
    }

    /// <param name="check">Looks at what was written, before it takes its place.</param>
    /// <returns>Its size in bytes.</returns>
    public async Task<long> WriteAsync(Func<Stream, Task> write, Func<string, Task> check, Terminal terminal)
    {
        if (Directory.Exists(path))
        {
            throw new FailureException($"{path} is a folder");
        }

        await using (var stream = OwnerOnly.OpenFile(unfinished, FileMode.CreateNew))
        {
            var writing = write(stream);
            if (terminal.ShowsProgress)
            {
                await ShowAsync(writing, terminal);
            }

            await writing;
            stream.Flush(flushToDisk: true);
        }

        await check(unfinished);
        File.Move(unfinished, path, overwrite: true);
        return new FileInfo(path).Length;
    }

    /// <summary>Nothing is left of a file that was not finished.</summary>
    public void Dispose() => File.Delete(unfinished);

    async Task ShowAsync(Task writing, Terminal terminal)
    {
        while (await Task.WhenAny(writing, Task.Delay(Redraw)) != writing)
        {
            terminal.Error.Write($"\r{Size(new FileInfo(unfinished).Length)} written\e[K");
        }

        terminal.Error.Write("\r\e[K");
    }

    public static string Size(long bytes) => bytes < 1_000_000 ? FormattableString.Invariant($"{bytes / 1_000.0:0} kB") : FormattableString.Invariant($"{bytes / 1_000_000.0:0.0} MB");
}
