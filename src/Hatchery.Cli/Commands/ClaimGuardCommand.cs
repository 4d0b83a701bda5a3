using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Claims;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery claim guard</c>: shows the guards of a claim or template, and changes those that options name.</summary>
static class ClaimGuardCommand
{
    public static Command Create(Terminal terminal) => AskCommand.Create(
        "guard",
        "Show who may register through a claim or by a template, or change it: an option sets its guard, all others stay.",
        terminal,
        RunAsync,
        [ClaimArgument.Optional, ClaimArgument.Template, .. GuardOptions.All]);

    static async Task<int> RunAsync(ServerCall call)
    {
        var path = $"{ClaimArgument.Path(call)}/guards";
        var file = GuardOptions.File(call);
        if (file is not null && !File.Exists(file))
        {
            throw new FailureException($"{file} does not exist");
        }

        var set = await call.Api.HatcheryAsync(HttpMethod.Get, path, body: null, call.Ct);
        if (set["claimId"] is { } id)
        {
            // By its name it isn't found any more once the name changes.
            path = $"claims/{id}/guards";
        }

        if (call.Parsed.GetValue(GuardOptions.Clear))
        {
            set = await ClearAsync(path, set, call);
        }

        if (GuardOptions.Changed(set, call) is { } changed)
        {
            // First the guard, then its list: meanwhile too few pass, never too many.
            set = await call.Api.HatcheryAsync(HttpMethod.Put, path, changed, call.Ct);
        }

        if (call.Parsed.GetValue(GuardOptions.AllowList) is GuardOptions.Off)
        {
            await call.Api.HatcheryAsync(HttpMethod.Delete, $"{path}/allow-list", body: null, call.Ct);
        }

        var listed = file is null ? default : await SerialsFile.SendAsync(file, $"{path}/allow-list", call);
        if (file is not null)
        {
            set["serialsAdded"] = listed.Added;
        }

        call.Print(set, Lines(set, call.Terminal).Concat(file is null ? [] : [$"  {listed.Added} of {listed.Lines} serial numbers were new to the list"]));
        return CommandLine.Done;
    }

    /// <summary>The claim's name is no guard, and stays.</summary>
    static async Task<JsonObject> ClearAsync(string path, JsonObject set, ServerCall call)
    {
        await call.Api.HatcheryAsync(HttpMethod.Delete, path, body: null, call.Ct);
        return set["name"] is { } name
            ? await call.Api.HatcheryAsync(HttpMethod.Put, path, new JsonObject { ["name"] = name.DeepClone() }, call.Ct)
            : await call.Api.HatcheryAsync(HttpMethod.Get, path, body: null, call.Ct);
    }

    static IEnumerable<string> Lines(JsonObject set, Terminal terminal)
    {
        yield return terminal.Bold(set["templateName"] is { } template ? $"Template {template}" : $"Claim {set["claimId"]}");
        if (set["name"] is { } name)
        {
            yield return $"  Name             {name}";
        }

        yield return $"  Registered       {set["devices"]}";
        yield return $"  Allow-list       {AllowList(set["allowList"])}";
        yield return $"  Max devices      {set["maxDevices"]?.ToString() ?? GuardOptions.Off}";
        yield return $"  Window           {(set["window"] is { } window ? TimeRange.Show(window) : GuardOptions.Off)}";
        yield return $"  Rate             {set["rate"]?.ToString() ?? GuardOptions.Off}";
        yield return $"  Networks         {(set["networks"] is JsonArray networks ? string.Join(", ", networks.Select(network => $"{network}")) : GuardOptions.Off)}";
        yield return $"  Existing things  {((bool?)set["refuseExisting"] is true ? "refused" : "allowed")}";
        yield return $"  Approval         {((bool?)set["approval"] is true ? "needed" : GuardOptions.Off)}";
    }

    static string AllowList(JsonNode? list) =>
        list is null ? GuardOptions.Off : $"by {list["parameter"]}, {((bool?)list["reusable"] is true ? "reusable" : "one use each")}";
}
