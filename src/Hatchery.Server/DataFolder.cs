using Hatchery.Server.Storage;

namespace Hatchery.Server;

/// <summary>The folder that holds everything a server keeps: mode 0700, its files 0600, and one server's at a time.</summary>
sealed class DataFolder : IDisposable
{
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
    public SqliteDialect Attempts => new(System.IO.Path.Combine(Path, "attempts.db"), isDurable: false);

    public Buckets Buckets => new(Path);

    public SqliteDialect Database => new(System.IO.Path.Combine(Path, "hatchery.db"));

    public SqliteDialect Audit => new(System.IO.Path.Combine(Path, "audit.db"));

    /// <exception cref="StartupException">It can't be made, read or written, or another server has it.</exception>
    public static DataFolder Open(string folder)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var path = System.IO.Path.GetFullPath(folder);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
                File.SetUnixFileMode(path, Owner | UnixFileMode.UserExecute);
                options.UnixCreateMode = Owner;
            }
            else
            {
                Directory.CreateDirectory(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"the data folder {path} can't be used: {e.Message}", e);
        }

        try
        {
            // The lock goes with the process, so a crash leaves none behind.
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, "lock"), options));
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
