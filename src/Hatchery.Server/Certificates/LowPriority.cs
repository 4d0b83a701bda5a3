using System.Runtime.InteropServices;

namespace Hatchery.Server.Certificates;

/// <summary>Makes a thread give way to all others. .NET's <see cref="ThreadPriority"/> does nothing on Linux.</summary>
static class LowPriority
{
    /// <summary>The weight of a tenth beside normal threads: waiters still get their keys on a server that is never idle.</summary>
    const int Niceness = 10;

    const int PrioProcess = 0;

    public static void ForThisThread()
    {
        if (OperatingSystem.IsLinux())
        {
            // setpriority(2): on Linux the 0 means the calling thread, not its whole process. Refusal costs only politeness.
            _ = SetPriority(PrioProcess, 0, Niceness);
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int SetPriority(int which, uint who, int priority);
}
