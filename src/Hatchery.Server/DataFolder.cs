using Hatchery.Server.Storage;

namespace Hatchery.Server;

/// <summary>The folder that holds everything a server keeps: mode 0700, its files 0600, and one server's at a time.</summary>
sealed class DataFolder : IDisposable
{
    public const string RegistryFile = "hatchery.db";
    public const string AuditFile = "audit.db";
    public const string AttemptsFile = "attempts.db";
    public const string LockFile = "lock";

    /// <summary>Where a restore puts what it unpacks until all of it is there.</summary>
    public const string UnfinishedRestore = "restoring";

    /// <summary>Its databases, each with the folder of this project that has its migrations.</summary>
    public static readonly IReadOnlyList<(string File, string Part)> Databases = [(RegistryFile, "Storage"), (AuditFile, "Audit"), (AttemptsFile, "Diagnosis")];

    readonly FileStream held;

    DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string Credentials => System.IO.Path.Combine(Path, "credentials");

    public string MasterKey => System.IO.Path.Combine(Path, "access-keys.key");

    public string ServerInfo => System.IO.Path.Combine(Path, Server.ServerInfo.FileName);

    /// <summary>Apart from the registry, whose one writer it would hold up. What was written last may be lost with the power, not with the process.</summary>
    public SqliteDialect Attempts => new(System.IO.Path.Combine(Path, AttemptsFile), isDurable: false);

    public Buckets Buckets => new(Path);

    public SqliteDialect Database => new(System.IO.Path.Combine(Path, RegistryFile));

    public SqliteDialect Audit => new(System.IO.Path.Combine(Path, AuditFile));

    /// <exception cref="StartupException">It can't be made, read or written, or another server has it.</exception>
    public static DataFolder Open(string folder)
    {
        var path = System.IO.Path.GetFullPath(folder);
        try
        {
            OwnerOnly.MakeFolder(path);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"the data folder {path} can't be used: {e.Message}", e);
        }

        if (Directory.Exists(System.IO.Path.Combine(path, UnfinishedRestore)))
        {
            throw new StartupException($"a restore into {path} broke off halfway: empty the folder and restore again");
        }

        try
        {
            // The lock goes with the process, so a crash leaves none behind.
            return new DataFolder(path, OwnerOnly.OpenFile(System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartupException($"the data folder {path} isn't writable: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new StartupException($"the data folder {path} is in use by another server", e);
        }
    }

    /// <summary>Whoever held the folder has taken its word back that it runs, also when its start failed halfway.</summary>
    public void Dispose()
    {
        File.Delete(ServerInfo);
        held.Dispose();
    }
}
