using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Hatchery.Server;

/// <summary>
/// One event as one line: time, level, who, what. Control characters are shown as <c>?</c>: a message may repeat what a stranger
/// sent, and a log is read in a terminal, which obeys escape sequences.
/// </summary>
sealed class LogLine(TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "hatchery";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var category = logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..];
        textWriter.Write($"{time.GetLocalNow():HH:mm:ss.fff} {Level(logEntry.LogLevel)} {category}: ");
        WriteLine(textWriter, logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception)
        {
            WriteLine(textWriter, exception.ToString().ReplaceLineEndings(" "));
        }
    }

    static void WriteLine(TextWriter writer, string text) =>
        writer.WriteLine(text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text);

    static string Level(LogLevel level) => level switch
    {
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        _ => "info",
    };
}
