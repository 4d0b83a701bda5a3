using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Server.Diagnosis;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery why</c>: the newest attempts of one device, as a timeline that says what failed, on what, and what to do.</summary>
static class WhyCommand
{
    const int CountMax = 250;

    static readonly Argument<string> What = new("what") { Description = "A thing, a certificate id or its beginning, a client id, a serial number or other parameter, an address, or an attempt's id." };
    static readonly Option<int> Count = new("--count") { HelpName = "N", Description = "How many attempts (3).", DefaultValueFactory = _ => 3 };

    public static Command Create(Terminal terminal) => AskCommand.Create(
        "why", "Say why a device fails: its newest attempts, step by step.", terminal, RunAsync, What, Count);

    static async Task<int> RunAsync(ServerCall call)
    {
        var what = call.Parsed.GetValue(What)!;
        var count = call.Parsed.GetValue(Count);
        if (count is < 1 or > CountMax)
        {
            throw new UsageException($"--count must be from 1 to {CountMax}, not {count}");
        }

        var json = await call.Api.HatcheryAsync(HttpMethod.Get, $"attempts?what={ServerCall.Label(what)}&maxResults={count}", null, call.Ct);
        var page = json.Deserialize(AttemptJson.Default.AttemptPage)!;
        if (page.Attempts.Count == 0 && !call.Json)
        {
            call.Terminal.Error.WriteLine($"hatchery: nothing is recorded of '{what}'. Recorded are provisioning attempts and refused connections; does the device dial this server? '{call.Terminal.Invocation} attempts --follow' shows what comes.");
            return CommandLine.Failed;
        }

        call.Print(new JsonObject { ["attempts"] = json["attempts"]?.DeepClone() }, Timeline(page, call.Terminal));
        return CommandLine.Done;
    }

    static IEnumerable<string> Timeline(AttemptPage page, Terminal terminal)
    {
        var timeline = new AttemptTimeline(terminal, TimeProvider.System.GetUtcNow());
        for (var i = 0; i < page.Attempts.Count; i++)
        {
            if (i > 0)
            {
                yield return "";
            }

            foreach (var line in timeline.Lines(page.Attempts[i]))
            {
                yield return line;
            }
        }
    }
}
