using Hatchery.Core;
using Hatchery.Server.Certificates;
using Hatchery.Server.Storage;

namespace Hatchery.Server.Backups;

/// <summary>Makes backups of one data folder, one at a time, also while a server writes to it.</summary>
public sealed class BackupMaker
{
    /// <summary>In the data folder: the copies of the databases while a backup is being made.</summary>
    const string WorkFolder = "backup";

    readonly DataFolder folder;
    readonly BackupOrigin origin;
    readonly TimeProvider time;
    readonly string work;
    int isBusy;

    internal BackupMaker(DataFolder folder, BackupOrigin origin, TimeProvider time)
    {
        (this.folder, this.origin, this.time) = (folder, origin, time);
        work = Path.Combine(folder.Path, WorkFolder);
        Clear();
    }

    public static bool IsDataFolder(string folder) => File.Exists(Path.Combine(folder, DataFolder.RegistryFile));

    /// <summary>Backs up the folder of a server that doesn't run, and keeps one from starting on it meanwhile.</summary>
    /// <exception cref="StartupException">A server runs on it.</exception>
    /// <exception cref="StorageException">A database can't be copied.</exception>
    public static async Task WriteStoppedAsync(string dataFolder, BackupOrder order, Stream target, CancellationToken ct)
    {
        using var held = DataFolder.Open(dataFolder);
        using var backup = await new BackupMaker(held, new BackupOrigin(HatcheryHost.Version), TimeProvider.System).TakeAsync(order, ct);
        await backup.WriteToAsync(target, ct);
    }

    /// <summary>Copies the databases, each as it is at one moment; what comes later is not in the backup.</summary>
    /// <exception cref="AwsError">ConflictingResourceUpdateException: another one is being made.</exception>
    /// <exception cref="StorageException">A database can't be copied.</exception>
    public async Task<Backup> TakeAsync(BackupOrder order, CancellationToken ct)
    {
        if (Interlocked.Exchange(ref isBusy, 1) == 1)
        {
            throw new AwsError(AwsErrorCode.ConflictingResourceUpdate, "Another backup of this server is being made; try again when it is done");
        }

        try
        {
            return await Task.Factory.StartNew(() => Take(order, ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch
        {
            Release();
            throw;
        }
    }

    Backup Take(BackupOrder order, CancellationToken ct)
    {
        LowPriority.ForThisThread();
        Clear();
        OwnerOnly.MakeFolder(work);
        var created = time.GetUtcNow();
        var schemas = new Dictionary<string, int>();

        // The registry first: what its rows tell of the files in buckets is on disk before they are committed.
        foreach (var (file, _) in DataFolder.Databases.Where(database => order.WithAttempts || database.File != DataFolder.AttemptsFile))
        {
            var database = new SqliteDialect(Path.Combine(folder.Path, file));
            if (!File.Exists(database.Database))
            {
                continue;
            }

            var copy = new SqliteDialect(Path.Combine(work, file));
            SqliteCopy.Write(database, copy.Database, ct);
            schemas.Add(file, Migrator.SchemaOf(copy));
        }

        var (key, sealing) = order.Passphrase is { } passphrase ? BackupKey.Create(passphrase) : default;
        var manifest = new BackupManifest(BackupManifest.FormatNow, created, origin, schemas, sealing, []);
        return new Backup(folder.Path, work, manifest, key, Release);
    }

    void Release()
    {
        Clear();
        Volatile.Write(ref isBusy, 0);
    }

    /// <summary>Also what a server left that was killed while it made one.</summary>
    void Clear()
    {
        if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
