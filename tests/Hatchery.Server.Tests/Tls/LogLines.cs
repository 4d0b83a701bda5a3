using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Tests.Tls;

/// <summary>Keeps what our own code logs, as text.</summary>
sealed class LogLines(ConcurrentQueue<string> lines) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(lines, categoryName.StartsWith("Hatchery", StringComparison.Ordinal));

    public void Dispose()
    {
    }

    sealed class Logger(ConcurrentQueue<string> lines, bool ours) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => ours || logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue($"{formatter(state, exception)} {exception}".TrimEnd());
            }
        }
    }
}
