using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery audit</c>: who changed what, and who was denied.</summary>
static class AuditCommand
{
    const int PageMax = 250;
    static readonly TimeSpan FollowInterval = TimeSpan.FromMilliseconds(500);

    static readonly Option<bool> Follow = new("--follow") { Description = "Go on with what comes, until Ctrl-C." };
    static readonly Option<int> Limit = new("--limit") { HelpName = "N", Description = "Rows to show, the newest (50).", DefaultValueFactory = _ => 50 };

    // Each is the query parameter of its name.
    static readonly Option<string>[] Filters =
    [
        Filter("--caller", "ARN-OR-NAME", "Only of this caller."),
        Filter("--access-key-id", "ID", "Only of this access key."),
        Filter("--action", "ACTION", "Only this action, with its service or without."),
        Filter("--resource", "ARN", "Only on this resource; with a * at its end, all that begin so."),
        Filter("--source-ip", "ADDRESS", "Only from this address."),
        Filter("--outcome", "OUTCOME", "Only with this outcome: Success, Failed, or a code."),
        Filter("--since", "TIME", "Only since, e.g. 2026-01-31T12:00:00Z."),
        Filter("--until", "TIME", "Only before."),
    ];

    public static Command Create(Terminal terminal) =>
        AskCommand.Create("audit", "Show what was changed through the API, by whom.", terminal, RunAsync, [Follow, Limit, .. Filters]);

    static async Task<int> RunAsync(ServerCall call)
    {
        var newest = await NewestAsync(call);
        newest.Reverse();
        newest.ForEach(row => Show(row, call));
        return call.Parsed.GetValue(Follow) ? await FollowAsync(newest.Count == 0 ? 0 : (long)newest[^1]["id"]!, call) : CommandLine.Done;
    }

    static async Task<List<JsonObject>> NewestAsync(ServerCall call)
    {
        var wanted = call.Parsed.GetValue(Limit);
        if (wanted < 0)
        {
            throw new UsageException($"{Limit.Name} must not be negative");
        }

        var rows = new List<JsonObject>();
        string? token = null;
        while (rows.Count < wanted)
        {
            var page = await PageAsync($"maxResults={Math.Min(PageMax, wanted - rows.Count)}{(token is null ? "" : $"&nextToken={ServerCall.Label(token)}")}", call);
            rows.AddRange(page["rows"]!.AsArray().Select(row => row!.AsObject()));
            token = (string?)page["nextToken"];
            if (token is null)
            {
                break;
            }
        }

        return rows;
    }

    /// <summary>Ends by Ctrl-C, which is how following is meant to end.</summary>
    static async Task<int> FollowAsync(long last, ServerCall call)
    {
        try
        {
            while (true)
            {
                var page = await PageAsync($"maxResults={PageMax}&after={last.ToString(CultureInfo.InvariantCulture)}", call);
                foreach (var row in page["rows"]!.AsArray())
                {
                    Show(row!.AsObject(), call);
                    last = (long)row["id"]!;
                }

                if (page["nextToken"] is null)
                {
                    await Task.Delay(FollowInterval, call.Ct);
                }
            }
        }
        catch (OperationCanceledException) when (call.Ct.IsCancellationRequested)
        {
            return CommandLine.Done;
        }
    }

    static Task<JsonObject> PageAsync(string query, ServerCall call) => call.Api.HatcheryAsync(
        HttpMethod.Get,
        "audit?" + query + string.Concat(Filters.Select(filter => call.Parsed.GetValue(filter) is { } value ? $"&{Parameter(filter)}={ServerCall.Label(value)}" : "")),
        body: null,
        call.Ct);

    static void Show(JsonObject row, ServerCall call)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds((long)((decimal)row["time"]! * 1_000));
        var outcome = (string)row["outcome"]!;
        call.Print(
            row,
            [$"{time:yyyy-MM-dd HH:mm:ss}Z  {(outcome == "Success" ? "ok" : call.Terminal.Red(outcome))}  {row["action"]}  {row["resource"]}  by {row["caller"]} ({row["accessKeyId"]}) from {row["sourceIp"]}"]);
    }

    // --access-key-id is accessKeyId.
    static string Parameter(Option<string> filter) =>
        string.Concat(filter.Name[2..].Split('-').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    static Option<string> Filter(string name, string value, string description) => new(name) { HelpName = value, Description = description };
}
