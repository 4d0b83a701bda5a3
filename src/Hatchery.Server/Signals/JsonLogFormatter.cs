using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Hatchery.Server.Signals;

/// <summary>
/// One event, one JSON object, one line; <c>docs/signals.md</c> has the fields. It holds what the line for people holds and no
/// more, so what keeps keys and tokens out of that keeps them out of this.
/// </summary>
sealed class JsonLogFormatter(string accountId, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "aws-json";

    /// <summary>The template that the message was made from; Microsoft.Extensions.Logging's own name.</summary>
    const string OriginalFormat = "{OriginalFormat}";

    // Nothing here is ever put into HTML; control characters and line separators are escaped all the same.
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var fields = entry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            var logged = LogEvent.Of(LastPart(entry.Category), entry.EventId.Name ?? entry.EventId.Id.ToString(CultureInfo.InvariantCulture), name => TextOf(fields, name));
            WriteHead(json, entry.LogLevel, logged, TraceOf(fields));
            WriteFields(json, fields, logged.Type);
            json.WriteString("details", entry.Formatter(entry.State, entry.Exception));
            if (entry.Exception is { } exception)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    void WriteHead(Utf8JsonWriter json, LogLevel level, LogEvent logged, string? trace)
    {
        json.WriteString("timestamp", time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture));
        json.WriteString("logLevel", Word(level));
        if (trace is not null)
        {
            json.WriteString("traceId", trace);
        }

        json.WriteString("accountId", accountId);
        json.WriteString("status", logged.IsFailure ?? level >= LogLevel.Warning ? "Failure" : "Success");
        json.WriteString("eventType", logged.Type);
        if (logged.Protocol is not null)
        {
            json.WriteString("protocol", logged.Protocol);
        }
    }

    static void WriteFields(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> fields, string type)
    {
        foreach (var (name, value) in fields)
        {
            if (value is null || name == OriginalFormat || LogFields.IsTrace(name))
            {
                continue;
            }

            if (LogFields.AddressOf(value) is { } peer)
            {
                json.WriteString("sourceIp", peer.Ip);
                json.WriteNumber("sourcePort", peer.Port);
                continue;
            }

            json.WritePropertyName(LogFields.NameOf(name, type));
            switch (value)
            {
                case bool truth:
                    json.WriteBooleanValue(truth);
                    break;
                case int or long:
                    json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                    break;
                case ShortId id:
                    json.WriteStringValue(id.Id.Value);
                    break;
                default:
                    json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
        }
    }

    /// <summary>What the client was told to ask for; else the trace that spans of the same moment are in.</summary>
    static string? TraceOf(IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        foreach (var (name, value) in fields)
        {
            if (LogFields.IsTrace(name))
            {
                return value?.ToString();
            }
        }

        return Spans.AreOn ? Activity.Current?.TraceId.ToHexString() : null;
    }

    static string? TextOf(IReadOnlyList<KeyValuePair<string, object?>> fields, string name)
    {
        foreach (var field in fields)
        {
            if (field.Key == name)
            {
                return field.Value?.ToString();
            }
        }

        return null;
    }

    static string LastPart(string category) => category[(category.LastIndexOf('.') + 1)..];

    /// <summary>AWS's words.</summary>
    static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        _ => "ERROR",
    };
}
