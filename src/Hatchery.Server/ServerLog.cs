using Hatchery.Server.Signals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Hatchery.Server;

/// <summary>The server's log: one line an event, to standard error, so that standard output stays for people and scripts.</summary>
static class ServerLog
{
    public static ILoggerFactory ToStandardError(HatcheryOptions options) => LoggerFactory.Create(logging =>
    {
        logging
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            // A failed start is one line of ours; the host would add its stack trace.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddConsole(console =>
            {
                console.FormatterName = options.JsonLog ? JsonLogFormatter.FormatterName : LogLineFormatter.FormatterName;
                console.LogToStandardErrorThreshold = LogLevel.Trace;
            })
            .AddConsoleFormatter<LogLineFormatter, ConsoleFormatterOptions>();
        if (options.JsonLog)
        {
            // A log for machines has each connection, subscription and disconnect, as AWS's has; people would not see the wood for the trees.
            logging.AddFilter(typeof(Broker.DeviceGateway).FullName, LogLevel.Debug);
            logging.Services.AddSingleton<ConsoleFormatter>(new JsonLogFormatter(options.AccountId, TimeProvider.System));
        }
    });
}
