using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Settings;
using Hatchery.Server.Backups;

namespace Hatchery.Cli.Commands;

/// <summary>What <c>backup</c> and <c>restore</c> say at their end.</summary>
sealed record BackupReport(string File, BackupManifest Manifest)
{
    /// <summary>One value with <c>--json</c>, else lines for people, and what the operator has to see to.</summary>
    public void Print(ParseResult parsed, Terminal terminal, JsonObject more, IEnumerable<string> lines)
    {
        if (!parsed.GetValue(JsonOption.Instance))
        {
            foreach (var line in lines.Concat(Elsewhere()))
            {
                terminal.Out.WriteLine(line);
            }

            return;
        }

        var value = new JsonObject
        {
            ["file"] = File,
            ["created"] = Manifest.Created.ToString("O"),
            ["version"] = Manifest.Origin.Version,
            ["hasKeys"] = Manifest.HasKeys,
            ["files"] = Manifest.Members.Count,
        };
        foreach (var (name, member) in more)
        {
            value[name] = member?.DeepClone();
        }

        terminal.Out.WriteLine(ServerCall.JsonLine(value));
    }

    /// <summary>What the server was run with that lies outside its folder.</summary>
    IEnumerable<string> Elsewhere()
    {
        if (Manifest.Origin.HadOwnIssuingCa)
        {
            yield return "The files of --ca-cert and --ca-key are yours and not in it.";
        }

        if (Manifest.Origin.HadOwnServerCertificate)
        {
            yield return "The files of --server-cert and --server-key are yours and not in it.";
        }
    }
}
