using System.Text.Json.Nodes;
using Hatchery.Core;
using Hatchery.Core.Linting;

namespace Hatchery.Cli.Commands;

/// <summary>What lint found, here or on the server.</summary>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Line">Null where no document is at hand.</param>
sealed record LintFinding(string Rule, string Severity, string Path, string Message, string? Fix, int? Line, int? Column)
{
    public static LintFinding Of(Problem problem, JsonPositions positions)
    {
        var (line, column) = positions.Of(problem.Path);
        return new LintFinding(problem.Rule, problem.Severity.ToString().ToLowerInvariant(), problem.Path, problem.Message, problem.Help, line, column);
    }

    public static IReadOnlyList<LintFinding> Of(JsonNode? findings) => [.. (findings as JsonArray ?? []).OfType<JsonObject>().Select(finding => new LintFinding(
        $"{finding["rule"]}",
        $"{finding["severity"]}",
        $"{finding["path"]}",
        $"{finding["message"]}",
        (string?)finding["fix"],
        (int?)finding["line"],
        (int?)finding["column"]))];

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["rule"] = Rule, ["severity"] = Severity, ["path"] = Path, ["message"] = Message, ["fix"] = Fix };
        if (Line is not null)
        {
            json["line"] = Line;
            json["column"] = Column;
        }

        return json;
    }
}
