using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Settings;

namespace Hatchery.Cli.Commands;

/// <summary>One run of a verb of <see cref="AskCommand"/>: what was asked for, and the server to ask.</summary>
sealed record ServerCall(ParseResult Parsed, AwsApiClient Api, Terminal Terminal, CancellationToken Ct)
{
    static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool Json => Parsed.GetValue(JsonOption.Instance);

    /// <summary>One value: a line of JSON with <c>--json</c>, else the lines for people.</summary>
    public void Print(JsonObject value, IEnumerable<string> lines)
    {
        foreach (var line in Json ? [JsonLine(value)] : lines)
        {
            Terminal.Out.WriteLine(line);
        }
    }

    /// <summary>A value as <c>--json</c> prints it.</summary>
    public static string JsonLine(JsonObject value) => value.ToJsonString(OneLine);

    /// <summary>A name as a label of a path.</summary>
    public static string Label(string name) => Uri.EscapeDataString(name);
}
