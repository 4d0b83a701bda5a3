using System.Diagnostics;
using System.Globalization;

namespace Hatchery.Cli;

/// <summary>
/// When the program began. The launcher becomes the program, so the process may be as old as a build that came before: the
/// launcher says when it was through, in microseconds since 1970.
/// </summary>
static class ProgramStart
{
    public static DateTimeOffset At(DateTimeOffset now, Terminal terminal)
    {
        using var process = Process.GetCurrentProcess();
        return At(new DateTimeOffset(process.StartTime), now, terminal.Variable("HATCHERY_STARTED_AT"));
    }

    /// <param name="told">A leftover of another program's start lies outside the life of this process, and is passed over.</param>
    public static DateTimeOffset At(DateTimeOffset process, DateTimeOffset now, string? told) =>
        long.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds > Microseconds(process) && microseconds <= Microseconds(now)
            ? DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds)
            : process;

    static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
