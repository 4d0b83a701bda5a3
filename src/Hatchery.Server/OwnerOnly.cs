namespace Hatchery.Server;

/// <summary>Files and folders that nobody else on the machine may look into, from their first moment on.</summary>
public static class OwnerOnly
{
    const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode Folder = File | UnixFileMode.UserExecute;

    /// <summary>Mode 0600, whatever the umask, when it is made here.</summary>
    /// <exception cref="IOException">It can't be made, or somebody has it open.</exception>
    public static FileStream OpenFile(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File;
        }

        return new FileStream(file, options);
    }

    /// <summary>Mode 0700 when it is made here; folders above it that are missing get what the umask leaves.</summary>
    public static DirectoryInfo MakeFolder(string folder) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, Folder);
}
