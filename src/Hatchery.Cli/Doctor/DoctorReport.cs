using System.Text.Json.Nodes;

namespace Hatchery.Cli.Doctor;

/// <summary>The checks for people, a line each, and for programs.</summary>
sealed class DoctorReport(IReadOnlyList<CheckResult> results, Examination of, Terminal terminal)
{
    const int LabelWidth = 19;

    public int Problems => Count(Verdict.Problem);

    int Warnings => Count(Verdict.Warning);

    public IEnumerable<string> Lines()
    {
        foreach (var section in results.GroupBy(result => result.Section))
        {
            yield return "";
            yield return terminal.Bold(section.Key);
            foreach (var line in section.Where(result => result.Lacking is null).SelectMany(LinesOf).Concat(Unseen([.. section.Where(result => result.Lacking is not null)])))
            {
                yield return line;
            }
        }

        yield return "";
        yield return Summary();
    }

    public JsonObject ToJson() => new()
    {
        ["healthy"] = Problems == 0,
        ["problems"] = Problems,
        ["warnings"] = Warnings,
        ["endpoint"] = of.Host,
        ["mqttPort"] = of.MqttPort,
        ["httpsPort"] = of.HttpsPort,
        ["claimFolder"] = of.Claim?.Folder,
        ["checks"] = new JsonArray([.. results.Select(result => new JsonObject
        {
            ["id"] = result.Check.Id,
            ["verdict"] = Word(result.Verdict),
            ["findings"] = new JsonArray([.. result.Findings.Select(finding => new JsonObject { ["verdict"] = Word(finding.Verdict), ["what"] = finding.What, ["fix"] = finding.Fix })]),
        })]),
    };

    IEnumerable<string> LinesOf(CheckResult result)
    {
        var label = result.Check.Label;
        foreach (var finding in result.Findings)
        {
            yield return $"  {Mark(finding.Verdict)} {label,-LabelWidth}{(finding.Verdict == Verdict.Skipped ? terminal.Faint(finding.What) : finding.What)}";
            if (finding.Fix is not null)
            {
                yield return $"    {"",-LabelWidth}{terminal.Faint("→")} {finding.Fix}";
            }

            label = "";
        }
    }

    /// <summary>What was not looked at, on one line: the reason stands above.</summary>
    IEnumerable<string> Unseen(IReadOnlyList<CheckResult> skipped)
    {
        if (skipped is [])
        {
            yield break;
        }

        var causes = string.Join(", ", skipped.Select(result => $"'{result.Lacking!.Label}'").Distinct());
        yield return terminal.Faint($"  – {"not looked at",-LabelWidth}{string.Join(", ", skipped.Select(result => result.Check.Label))} (see {causes})");
    }

    string Summary()
    {
        if (Problems == 0 && Warnings == 0)
        {
            return terminal.Green(results.Any(result => result.Verdict == Verdict.Skipped) ? "Nothing wrong in what could be looked at." : "All is well.");
        }

        var counts = new[] { Counted(Problems, "problem"), Counted(Warnings, "warning") }.OfType<string>();
        return Problems > 0 ? terminal.Red($"{string.Join(", ", counts)}.") : terminal.Yellow($"{string.Join(", ", counts)}.");
    }

    string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Ok => terminal.Green("✓"),
        Verdict.Warning => terminal.Yellow("!"),
        Verdict.Problem => terminal.Red("✗"),
        _ => terminal.Faint("–"),
    };

    static string? Counted(int count, string noun) => count == 0 ? null : $"{count} {noun}{(count == 1 ? "" : "s")}";

    static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    int Count(Verdict verdict) => results.Sum(result => result.Findings.Count(finding => finding.Verdict == verdict));
}
