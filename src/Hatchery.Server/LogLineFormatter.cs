using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Hatchery.Server;

/// <summary>
/// One event, one line, and no control character in it: names come from clients, and must neither begin a line of their own nor
/// steer the operator's terminal.
/// </summary>
sealed class LogLineFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = entry.Formatter(entry.State, entry.Exception);
        textWriter.Write($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} {Word(entry.LogLevel)}: {entry.Category}[{entry.EventId.Id}] ");
        textWriter.WriteLine(OneLine(entry.Exception is null ? text : $"{text} {entry.Exception}"));
    }

    static string OneLine(string text) => text.Any(Breaks) ? string.Create(text.Length, text, static (line, text) =>
    {
        for (var i = 0; i < line.Length; i++)
        {
            line[i] = Breaks(text[i]) ? ' ' : text[i];
        }
    }) : text;

    // The two separators are Unicode's own line ends.
    static bool Breaks(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
