using System.Text.Json.Nodes;

namespace Hatchery.Cli.Commands;

/// <summary>Findings for people, as compilers show them, and for programs.</summary>
sealed class LintReport(Terminal terminal, bool json)
{
    int errors;
    int warnings;
    int remarks;

    /// <summary>A file: <c>policy.json:3:9: error: …</c>.</summary>
    public void File(string file, string kind, IReadOnlyList<LintFinding> findings) =>
        Add(new JsonObject { ["file"] = file, ["kind"] = kind }, findings, finding => $"{file}:{finding.Line}:{finding.Column}");

    /// <summary>What a server holds: <c>policy fleet version 2 at $.Statement[0]: error: …</c>.</summary>
    public void Subject(string kind, string name, string? versionId, IReadOnlyList<LintFinding> findings) => Add(
        new JsonObject { ["kind"] = kind, ["name"] = name, ["versionId"] = versionId },
        findings,
        finding => $"{kind} {(kind == "claim" ? name[..12] + "…" : name)}{(versionId is null ? "" : $" version {versionId}")} at {finding.Path}");

    /// <summary>The last line, and what the command comes to.</summary>
    public int End(bool strict)
    {
        if (!json)
        {
            terminal.Out.WriteLine(errors + warnings + remarks == 0 ? terminal.Green("nothing found") : $"{Count(errors, "error")}, {Count(warnings, "warning")}, {Count(remarks, "remark")}");
        }

        return errors > 0 || (strict && warnings > 0) ? CommandLine.Failed : CommandLine.Done;
    }

    void Add(JsonObject subject, IReadOnlyList<LintFinding> findings, Func<LintFinding, string> where)
    {
        errors += findings.Count(finding => finding.Severity == "error");
        warnings += findings.Count(finding => finding.Severity == "warning");
        remarks += findings.Count(finding => finding.Severity == "info");
        if (json)
        {
            subject["findings"] = new JsonArray([.. findings.Select(finding => finding.ToJson())]);
            terminal.Out.WriteLine(ServerCall.JsonLine(subject));
            return;
        }

        foreach (var finding in findings)
        {
            terminal.Out.WriteLine($"{where(finding)}: {Painted(finding.Severity)}: {finding.Message} {terminal.Faint($"[{finding.Rule}]")}");
            if (finding.Fix is not null)
            {
                terminal.Out.WriteLine($"    {finding.Fix}");
            }
        }
    }

    string Painted(string severity) => severity switch
    {
        "error" => terminal.Red(severity),
        "warning" => terminal.Bold(severity),
        _ => severity,
    };

    static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
