namespace Hatchery.Server.Access;

/// <summary>Files with a secret in them.</summary>
static class PrivateFile
{
    /// <summary>Written beside and moved into place, so that a crash leaves no half of it; never readable by others, not even for a moment.</summary>
    public static void Write(string file, ReadOnlySpan<byte> content)
    {
        var fresh = file + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, file);
    }
}
