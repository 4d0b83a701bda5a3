using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hatchery.Cli.Settings;

/// <summary>An option that takes a JSON object, as it stands or as <c>@FILE</c>.</summary>
static class JsonArgument
{
    /// <returns>Null when the option isn't given.</returns>
    /// <exception cref="UsageException">It is no JSON object.</exception>
    public static async Task<JsonObject?> ReadAsync(string? given, string option, CancellationToken ct)
    {
        if (given is null)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(given is ['@', .. var file] ? await File.ReadAllTextAsync(file, ct) : given) as JsonObject
                ?? throw new UsageException($"{option} must be a JSON object such as '{{\"SerialNumber\":\"1\"}}'");
        }
        catch (JsonException e)
        {
            throw new UsageException($"{option} is no JSON: stops at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1} (quote it as a whole: '{{\"SerialNumber\":\"1\"}}')");
        }
    }
}
