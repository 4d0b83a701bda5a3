using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Tests.Signals;

/// <summary>docs/signals.md against the code.</summary>
public sealed partial class SignalsDocumentTests
{
    static readonly string Document = File.ReadAllText(Path.Combine(RootOf(AppContext.BaseDirectory), "docs", "signals.md"));

    /// <summary>Every event that a LoggerMessage of the server writes: logger, event, fields.</summary>
    static readonly IReadOnlyList<(string Logger, string Event, string[] Fields)> Logged =
    [
        .. from type in typeof(Metrics).Assembly.GetTypes()
           where type.Name == "Log"
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public)
           where method.GetCustomAttribute<LoggerMessageAttribute>() is not null
           select (
               type.DeclaringType?.Name ?? "DeviceGateway",
               method.Name,
               FieldName().Matches(method.GetCustomAttribute<LoggerMessageAttribute>()!.Message).Select(field => field.Groups[1].Value).ToArray()),
    ];

    [Fact]
    public void Every_instrument_is_listed_with_its_unit_and_meaning()
    {
        var rows = MetricRow().Matches(Document).ToDictionary(row => row.Groups["name"].Value, row => (row.Groups["unit"].Value, row.Groups["what"].Value));

        var instruments = typeof(Metrics).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => field.GetValue(null)).OfType<Instrument>();
        Assert.Equal(
            instruments.ToDictionary(instrument => instrument.Name, instrument => (instrument.Unit!, instrument.Description!)).OrderBy(row => row.Key),
            rows.OrderBy(row => row.Key));
    }

    [Fact]
    public void Every_span_is_listed()
    {
        var names = typeof(Spans).GetFields(BindingFlags.Static | BindingFlags.Public).Where(field => field.IsLiteral && field.Name != nameof(Spans.SourceName))
            .Select(field => (string)field.GetValue(null)!);

        Assert.All([.. names, "CreateKeysAndCertificate", "CreateCertificateFromCsr", "RegisterThing"], name => Assert.Contains($"| `{name}`", Document, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_event_that_has_a_name_of_AWSs_is_one_that_is_logged_and_listed() => Assert.All(LogEvent.Names, name =>
    {
        Assert.Contains(Logged, logged => (logged.Logger, logged.Event) == name);
        Assert.Contains($"| `{LogEvent.Of(name.Logger, name.Event, _ => null).Type}` |", Document, StringComparison.Ordinal);
    });

    [Fact]
    public void No_field_is_twice_in_a_line()
    {
        string[] head = ["timestamp", "logLevel", "traceId", "accountId", "status", "eventType", "protocol", "details", "exception", "sourceIp"];
        Assert.True(Logged.Count > 40);
        Assert.All(Logged, logged =>
        {
            // The address is split in two; SourceIp and Peer are never in one line.
            var type = LogEvent.Of(logged.Logger, logged.Event, _ => null).Type;
            var names = logged.Fields.Where(name => !LogFields.IsTrace(name)).Select(name => LogFields.NameOf(name, type)).Where(name => name != "sourceIp");
            Assert.Equal([], head.Concat(names).GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));
        });
    }

    static string RootOf(string folder) => File.Exists(Path.Combine(folder, "Hatchery.slnx")) ? folder : RootOf(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"^\| `(?<name>hatchery\.[a-z_.]+)` \| (?<unit>\S+) \| (?<labels>[a-z, ]*) \| (?<what>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MetricRow();

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.None, 1000)]
    private static partial Regex FieldName();
}
