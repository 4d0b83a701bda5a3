using System.Text.Json.Nodes;

namespace Hatchery.Cli.Commands;

/// <summary>A dry run for people: what would happen, in the order in which it would.</summary>
sealed class DryRunReport(JsonObject run, Terminal terminal)
{
    static readonly int[] Buffers = [2 * 1024, 4 * 1024];

    public IEnumerable<string> Lines() => (bool)run["accepted"]! ? Accepted() : Rejected();

    IEnumerable<string> Rejected()
    {
        var rejected = run["rejected"]!.AsObject();
        yield return terminal.Red("rejected");
        yield return $"  {rejected["topic"]}";
        yield return $"  {rejected["payload"]}";
    }

    IEnumerable<string> Accepted()
    {
        yield return $"{terminal.Green("accepted")} by {run["templateName"]} version {run["versionId"]}; nothing was written";
        yield return "";
        yield return terminal.Bold("Plan");
        foreach (var step in Items("plan"))
        {
            yield return $"  {step}";
        }

        if (run["thing"] is JsonObject thing)
        {
            foreach (var line in ThingLines(thing))
            {
                yield return line;
            }
        }

        var certificate = run["certificate"]!.AsObject();
        yield return $"  certificate {certificate["before"]} -> {certificate["after"]}";
        foreach (var policy in Items("policies").OfType<JsonObject>())
        {
            yield return "";
            yield return $"{terminal.Bold("Policy")} {policy["policyName"]}";
            yield return $"  {policy["policyDocument"]?.ToString().ReplaceLineEndings("\n  ")}";
        }

        yield return "";
        yield return terminal.Bold("Answer");
        yield return $"  {run["reply"]!["payload"]}";
        yield return $"  {Sizes("RegisterThing", run["reply"]!)}";
        if (run["createReply"] is { } create)
        {
            yield return $"  {Sizes("CreateCertificateFromCsr", create)}";
        }

        foreach (var line in AfterwardsLines(run["afterwards"]!.AsObject()))
        {
            yield return line;
        }

        foreach (var note in Items("notes"))
        {
            yield return $"{terminal.Bold("!")} {note}";
        }
    }

    static IEnumerable<string> ThingLines(JsonObject thing)
    {
        var before = thing["before"] as JsonObject;
        var after = thing["after"]!.AsObject();
        yield return $"  thing {thing["thingName"]} {(before is null ? "is new" : "exists")}{Change(" of type", before?["thingTypeName"], after["thingTypeName"], before is null)}";
        var old = before?["attributes"] as JsonObject ?? [];
        var now = after["attributes"]!.AsObject();
        foreach (var name in old.Select(attribute => attribute.Key).Union(now.Select(attribute => attribute.Key)).Order(StringComparer.Ordinal))
        {
            yield return $"    {name,-16}{Change("", old[name], now[name], before is null)}";
        }

        if (thing["thingGroups"] is JsonArray { Count: > 0 } groups)
        {
            yield return $"    in groups        {string.Join(", ", groups.Select(group => $"{group}"))}";
        }
    }

    static string Change(string before, JsonNode? old, JsonNode? now, bool isNew)
    {
        if (isNew || $"{old}" == $"{now}")
        {
            return now is null ? "" : $"{before} {now}";
        }

        return $"{before} {(old is null ? "(none)" : $"{old}")} -> {(now is null ? "(none)" : $"{now}")}";
    }

    static string Sizes(string what, JsonNode answer)
    {
        var json = (int)answer["jsonBytes"]!;
        var cbor = (int)answer["cborBytes"]!;
        var verdicts = Buffers.Select(buffer => $"{(Math.Max(json, cbor) <= buffer ? "fits" : json <= buffer || cbor <= buffer ? "fits in one format" : "does not fit")} {buffer / 1024} KiB");
        return $"{what}: {json} bytes of JSON, {cbor} of CBOR; {string.Join(", ", verdicts)}";
    }

    IEnumerable<string> AfterwardsLines(JsonObject afterwards)
    {
        yield return "";
        yield return $"{terminal.Bold("Afterwards")}, under the client id {afterwards["clientId"]}";
        foreach (var right in afterwards["rights"]!.AsArray().OfType<JsonObject>())
        {
            yield return $"  {right["effect"],-6} {right["action"],-18} {right["resource"]}{(right["whyNot"] is { } why ? terminal.Red($"  not here: {why}") : "")}";
        }

        foreach (var check in afterwards["checks"]!.AsArray().OfType<JsonObject>())
        {
            var isAllowed = $"{check["decision"]}" == "ALLOWED";
            yield return $"  {(isAllowed ? terminal.Green("may    ") : terminal.Red("may not"))} {$"{check["action"]}",-18} {check["resource"]}";
        }

        yield return "";
    }

    JsonArray Items(string member) => run[member]!.AsArray();
}
