using System.IO.Compression;
using Hatchery.Server.Access;
using Hatchery.Server.Backups;
using Hatchery.Server.Tests.Certificates;

namespace Hatchery.Server.Tests.Backups;

/// <summary>The folder of a server that ran once, with a file in a bucket, and a backup of it.</summary>
public sealed class BackedUpFolder : IAsyncLifetime
{
    internal static readonly Secret Passphrase = new("correct horse");

    readonly TempFolder folder = new();

    public string Data => folder.File("data");

    public string Backup => folder.File("backup.zip");

    public HatcheryOptions Options => new() { DataFolder = Data, ApiPort = 0, MqttPort = 0, HttpsPort = 0, KeyPoolSize = 0 };

    public async ValueTask InitializeAsync()
    {
        await using (await HatcheryHost.StartAsync(Options, CancellationToken.None))
        {
        }

        Directory.CreateDirectory(Path.Combine(Data, "buckets", "factory", "2026"));
        await File.WriteAllTextAsync(Path.Combine(Data, "buckets", "factory", "2026", "devices.jsonl"), new string('x', 200_000));
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Path.Combine(Data, "buckets", "factory", "link"), "/etc/hostname");
        }

        await WriteAsync(Backup, new BackupOrder(Passphrase));
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal async Task<string> WriteAsync(string file, BackupOrder order)
    {
        await using var target = File.Create(file);
        await BackupMaker.WriteStoppedAsync(Data, order, target, CancellationToken.None);
        return file;
    }

    /// <summary>A copy of the backup, changed.</summary>
    internal string Changed(string name, Action<ZipArchive> change)
    {
        var copy = folder.File(name + ".zip");
        File.Copy(Backup, copy);
        using var archive = ZipFile.Open(copy, ZipArchiveMode.Update);
        change(archive);
        return copy;
    }

    internal string InFolder(string name) => folder.File(name);
}
