using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Hatchery.Server;

/// <summary>The server's log: one line an event, to standard error, so that standard output stays for people and scripts.</summary>
static class ServerLog
{
    public static ILoggerFactory ToStandardError() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning)
        // A failed start is one line of ours; the host would add its stack trace.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
        .AddConsole(console =>
        {
            console.FormatterName = LogLineFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        })
        .AddConsoleFormatter<LogLineFormatter, ConsoleFormatterOptions>());
}
