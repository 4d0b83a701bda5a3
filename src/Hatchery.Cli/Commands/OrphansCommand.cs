using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Claims;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery orphans</c>: what was left half done, how old it is, and the command that mends it.</summary>
static class OrphansCommand
{
    static readonly string[] Kinds = ["pending-certificate", "certificate-without-thing", "thing-without-certificate"];

    static readonly Option<string> Kind = new("--kind") { HelpName = "KIND", Description = $"Only one of {string.Join(", ", Kinds)}." };

    public static Command Create(Terminal terminal) => AskCommand.Create(
        "orphans", "List certificates without thing, things without certificate and pending certificates, each with the command that mends it.", terminal, RunAsync, Kind);

    static async Task<int> RunAsync(ServerCall call)
    {
        var kind = call.Parsed.GetValue(Kind);
        if (kind is not null && !Kinds.Contains(kind))
        {
            throw new UsageException($"{Kind.Name} must be one of {string.Join(", ", Kinds)}, not '{kind}'");
        }

        var found = 0;
        await foreach (var orphan in Pages.WalkAsync(call, kind is null ? "orphans" : $"orphans?kind={kind}", "orphans", call.Ct))
        {
            found++;
            call.Print(orphan, Lines(orphan, call.Terminal));
        }

        if (found == 0 && !call.Json)
        {
            call.Terminal.Out.WriteLine("no orphans");
        }

        return CommandLine.Done;
    }

    static IEnumerable<string> Lines(JsonObject orphan, Terminal terminal)
    {
        var age = (long?)orphan["ageSeconds"] is { } seconds ? $"{Age.Of(seconds)} old" : "of unknown age";
        yield return $"{terminal.Bold($"{orphan["kind"]}")}  {orphan["name"]}  {(orphan["status"] is { } status ? $"{status}, " : "")}{age}";
        yield return $"  {orphan["fix"]}";
    }
}
