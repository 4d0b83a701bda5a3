namespace Hatchery.Server.Backups;

/// <summary>Makes a data folder of a backup. The folder is there with all it should hold, or not at all.</summary>
public static class FolderRestore
{
    /// <summary>What a new file system has at its top.</summary>
    const string LostAndFound = "lost+found";

    /// <param name="folder">Absent or empty. It may be where a volume is mounted, so it isn't moved into place as a whole.</param>
    /// <exception cref="InvalidDataException">The backup is damaged or was changed.</exception>
    /// <exception cref="StartupException">The folder isn't empty, can't be written, or has too little room.</exception>
    public static async Task RunAsync(BackupFile backup, string folder, CancellationToken ct)
    {
        var existed = Directory.Exists(folder);
        RequireEmpty(folder);
        try
        {
            using var held = DataFolder.Open(folder);
            await RestoreAsync(backup, folder, ct);
        }
        catch
        {
            if (!existed && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }

            throw;
        }
    }

    static async Task RestoreAsync(BackupFile backup, string folder, CancellationToken ct)
    {
        RequireEmpty(folder);
        try
        {
            RequireRoom(backup.Manifest, folder);
            var unfinished = Path.Combine(folder, DataFolder.UnfinishedRestore);
            foreach (var member in backup.Manifest.Members)
            {
                await UnpackAsync(backup, member, unfinished, ct);
            }

            PutInPlace(unfinished, folder);
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    static async Task UnpackAsync(BackupFile backup, BackupMember member, string folder, CancellationToken ct)
    {
        OwnerOnly.MakeFolder(folder);
        var parts = member.Path.Split('/');
        foreach (var part in parts[..^1])
        {
            folder = Path.Combine(folder, part);
            OwnerOnly.MakeFolder(folder);
        }

        await using var target = OwnerOnly.OpenFile(Path.Combine(folder, parts[^1]), FileMode.CreateNew);
        await backup.WriteAsync(member, target, ct);
        target.Flush(flushToDisk: true);
    }

    // INVARIANT: no server starts on the folder while the unfinished part is there, so a crash in the midst of this is seen.
    static void PutInPlace(string unfinished, string folder)
    {
        foreach (var entry in new DirectoryInfo(unfinished).EnumerateFileSystemInfos().ToList())
        {
            Directory.Move(entry.FullName, Path.Combine(folder, entry.Name));
        }

        Directory.Delete(unfinished);
    }

    static void RequireEmpty(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Entries(folder).Count > 0))
        {
            throw new StartupException($"{folder} isn't an empty folder: a backup is restored into a new one");
        }
    }

    static void RequireRoom(BackupManifest manifest, string folder)
    {
        var room = new DriveInfo(folder).AvailableFreeSpace;
        if (manifest.Members.Sum(member => (decimal)member.Bytes) is var needed && needed > room)
        {
            throw new StartupException($"{folder} has too little room: the backup takes {needed:N0} bytes, {room:N0} are free");
        }
    }

    static void Remove(string folder)
    {
        foreach (var entry in Entries(folder).Append(new FileInfo(Path.Combine(folder, DataFolder.LockFile))))
        {
            if (entry is DirectoryInfo directory)
            {
                directory.Delete(recursive: true);
                continue;
            }

            entry.Delete();
        }
    }

    /// <summary>What is in it but our lock.</summary>
    static List<FileSystemInfo> Entries(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.Name is not (LostAndFound or DataFolder.LockFile))];
}
