namespace Hatchery.Server.Backups;

/// <summary>
/// What of a data folder a backup holds beside the databases. What only lives while a server runs (lock, <c>server.json</c>) and what can be
/// made again is no part of it.
/// </summary>
static class FolderContents
{
    const string Buckets = "buckets";

    static readonly string[] SecretFiles = ["credentials", "access-keys.key"];
    static readonly string[] KeyFolders = ["ca", "server", "quickstart"];

    /// <summary>The files, in the order they are written, each with whether it is a secret.</summary>
    public static IEnumerable<(string Path, bool IsSecret)> Of(string folder)
    {
        foreach (var file in SecretFiles.Where(file => File.Exists(Path.Combine(folder, file))))
        {
            yield return (file, true);
        }

        foreach (var path in KeyFolders.SelectMany(name => FilesIn(folder, name, isDeep: false)))
        {
            // The server's certificate goes with its key: alone it would only stop a start, which makes new ones where there are none.
            yield return (path, path.EndsWith(".key", StringComparison.Ordinal) || path.StartsWith("server/", StringComparison.Ordinal));
        }

        foreach (var path in FilesIn(folder, Buckets, isDeep: true))
        {
            yield return (path, false);
        }
    }

    /// <summary>Whether a restored folder may have a file of this path: a crafted archive must not write elsewhere.</summary>
    public static bool MayHold(string path)
    {
        var parts = path.Split('/');
        return !parts.Any(part => part is "" or "." or ".." || part.Contains('\0') || (OperatingSystem.IsWindows() && part.AsSpan().ContainsAny('\\', ':')))
            && (parts is [var file]
                ? SecretFiles.Contains(file) || DataFolder.Databases.Any(database => database.File == file)
                : KeyFolders.Append(Buckets).Contains(parts[0]));
    }

    // Links are passed over, as the server passes over those in buckets: what they lead to is not the folder's.
    static IEnumerable<string> FilesIn(string folder, string name, bool isDeep)
    {
        var start = new DirectoryInfo(Path.Combine(folder, name));
        return start.Exists
            ? start.EnumerateFiles("*", new EnumerationOptions
            {
                RecurseSubdirectories = isDeep,
                AttributesToSkip = FileAttributes.ReparsePoint,
                IgnoreInaccessible = false,
            }).Select(file => Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal)
            : [];
    }
}
