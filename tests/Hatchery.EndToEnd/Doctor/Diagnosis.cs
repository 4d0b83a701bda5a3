using System.Text.Json.Nodes;

namespace Hatchery.EndToEnd.Doctor;

/// <summary>What doctor said, by <c>--json</c>.</summary>
sealed record Diagnosis(int ExitCode, JsonObject Report)
{
    /// <summary>Ids of checks that found fault.</summary>
    public IReadOnlyList<string> Faults => [.. Checks.Where(check => $"{check["verdict"]}" is "problem" or "warning").Select(check => $"{check["id"]}")];

    IEnumerable<JsonObject> Checks => Report["checks"]!.AsArray().OfType<JsonObject>();

    public string VerdictOf(string id) => $"{Checks.Single(check => $"{check["id"]}" == id)["verdict"]}";

    /// <summary>The first finding of a check, with its fix.</summary>
    public string Says(string id)
    {
        var finding = Checks.Single(check => $"{check["id"]}" == id)["findings"]![0]!;
        return $"{finding["what"]} -> {finding["fix"]}";
    }

    /// <summary>One fault, and no other.</summary>
    public void AssertOnly(string id, string verdict = "problem")
    {
        Assert.True(Faults is [var only] && only == id, Report.ToJsonString());
        Assert.Equal(verdict, VerdictOf(id));
        Assert.Equal(verdict == "problem" ? 1 : 0, ExitCode);
    }
}
