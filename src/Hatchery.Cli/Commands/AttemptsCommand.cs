using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Server.Diagnosis;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery attempts</c>: the newest attempts in a list, or all as they happen.</summary>
static class AttemptsCommand
{
    const int CountMax = 250;
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    static readonly Option<bool> Follow = new("--follow", "-f") { Description = "Go on and show attempts as they change, step by step; end with Ctrl-C." };
    static readonly Option<int> Count = new("--count") { HelpName = "N", Description = "How many attempts (25).", DefaultValueFactory = _ => 25 };
    static readonly Option<string> Since = new("--since") { HelpName = "TIME", Description = "Changed since: 10m, 2h, 7d, or a time like 2026-01-31T12:00:00Z." };

    static readonly IReadOnlyList<(Option<string> Option, string Parameter)> Filters =
    [
        (Filter("--outcome", "OUTCOME", "running, registered, succeeded, failed or abandoned."), "outcome"),
        (Filter("--cause", "ID", "The cause of the failure."), "cause"),
        (Filter("--template", "NAME", "The template asked for."), "templateName"),
        (Filter("--thing", "NAME", "The thing."), "thingName"),
        (Filter("--certificate", "ID", "A certificate id or its beginning: the claim's or the device's."), "certificateId"),
        (Filter("--client-id", "ID", "The MQTT client id."), "clientId"),
        (Filter("--parameter", "VALUE", "The value of a parameter, e.g. a serial number."), "parameterValue"),
        (Filter("--address", "IP", "The device's address."), "address"),
    ];

    public static Command Create(Terminal terminal) => AskCommand.Create(
        "attempts", "List what devices tried, newest first.", terminal, RunAsync, [Follow, Count, Since, .. Filters.Select(filter => filter.Option)]);

    static async Task<int> RunAsync(ServerCall call)
    {
        var count = call.Parsed.GetValue(Count);
        if (count is < 1 or > CountMax)
        {
            throw new UsageException($"--count must be from 1 to {CountMax}, not {count}");
        }

        var filters = Query(call);
        var (json, page) = await AskAsync(call, $"maxResults={count}{filters}");
        if (!call.Parsed.GetValue(Follow))
        {
            var timeline = new AttemptTimeline(call.Terminal, TimeProvider.System.GetUtcNow());
            call.Print(new JsonObject { ["attempts"] = json["attempts"]?.DeepClone() }, page.Attempts.Select(timeline.Headline));
            return CommandLine.Done;
        }

        return await FollowAsync(call, filters, page.Revision);
    }

    /// <summary>Each attempt is printed again when it changed: with <c>--json</c> a line each time, else its new steps below its headline.</summary>
    static async Task<int> FollowAsync(ServerCall call, string filters, long revision)
    {
        var shown = new ShownSteps();
        try
        {
            while (true)
            {
                var (json, page) = await AskAsync(call, $"changedAfter={revision}&maxResults={CountMax}{filters}");
                revision = page.Revision;
                var timeline = new AttemptTimeline(call.Terminal, TimeProvider.System.GetUtcNow());
                for (var i = 0; i < page.Attempts.Count; i++)
                {
                    var attempt = page.Attempts[i];
                    call.Print(json["attempts"]![i]!.AsObject(), timeline.Lines(attempt with { Steps = shown.New(attempt) }));
                }

                await call.Terminal.Out.FlushAsync(call.Ct);
                if (page.Attempts.Count < CountMax)
                {
                    await Task.Delay(PollInterval, call.Ct);
                }
            }
        }
        catch (OperationCanceledException) when (call.Ct.IsCancellationRequested)
        {
            return CommandLine.Done;
        }
    }

    static async Task<(JsonObject Json, AttemptPage Page)> AskAsync(ServerCall call, string query)
    {
        var json = await call.Api.HatcheryAsync(HttpMethod.Get, $"attempts?{query}", null, call.Ct);
        return (json, json.Deserialize(AttemptJson.Default.AttemptPage)!);
    }

    static string Query(ServerCall call)
    {
        var given = Filters.Select(filter => (filter.Parameter, Value: call.Parsed.GetValue(filter.Option))).ToList();
        given.Add(("since", call.Parsed.GetValue(Since) is { } since ? SinceOf(since) : null));
        return string.Concat(given.Where(filter => filter.Value is not null).Select(filter => $"&{filter.Parameter}={Uri.EscapeDataString(filter.Value!)}"));
    }

    static string SinceOf(string text)
    {
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 100_000)
        {
            TimeSpan? ago = text[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                'd' => TimeSpan.FromDays(number),
                _ => null,
            };
            if (ago is { } span)
            {
                return (TimeProvider.System.GetUtcNow() - span).ToString("O", CultureInfo.InvariantCulture);
            }
        }

        return text;
    }

    static Option<string> Filter(string name, string valueName, string description) => new(name) { HelpName = valueName, Description = description };
}
