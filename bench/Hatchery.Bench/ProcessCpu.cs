using System.Diagnostics;

namespace Hatchery.Bench;

/// <summary>CPU time that another process has used, from the kernel.</summary>
static class ProcessCpu
{
    public static TimeSpan Of(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }
}
