using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hatchery.Core.Tests.Policies;

/// <summary>
/// AWS's rules word by word, on the JSON itself and by regular expressions: implicit deny, an explicit Deny wins, otherwise any
/// Allow. Knows the client id as its only variable, and StringEquals on it.
/// </summary>
static class SlowEvaluator
{
    public static string Evaluate(IEnumerable<JsonNode> documents, string action, string resource, string? clientId)
    {
        var matching = documents
            .SelectMany(document => document["Statement"]!.AsArray())
            .Where(statement => Matches(statement!, action, resource, clientId))
            .Select(statement => statement!["Effect"]!.GetValue<string>())
            .ToList();
        if (matching.Contains("Deny"))
        {
            return "denied";
        }

        return matching.Contains("Allow") ? "allowed" : "noMatch";
    }

    static bool Matches(JsonNode statement, string action, string resource, string? clientId)
    {
        var isAllow = statement["Effect"]!.GetValue<string>() == "Allow";
        if (!Strings(statement["Action"]!).Any(pattern => Glob(pattern, RegexOptions.IgnoreCase).IsMatch(action)))
        {
            return false;
        }

        if (statement["Condition"] is { } condition && !Strings(condition["StringEquals"]!["iot:ClientId"]!).Contains(clientId))
        {
            return false;
        }

        if (statement["Resource"] is { } resources)
        {
            return Strings(resources).Any(pattern => MatchesResource(pattern, resource, clientId, isAllow));
        }

        var excluded = Strings(statement["NotResource"]!).ToList();
        var unknown = clientId is null && excluded.Exists(pattern => pattern.Contains("${iot:ClientId}"));
        return !(isAllow && unknown) && !excluded.Exists(pattern => MatchesResource(pattern, resource, clientId, isAllow));
    }

    static bool MatchesResource(string pattern, string resource, string? clientId, bool isAllow)
    {
        if (clientId is null && isAllow && pattern.Contains("${iot:ClientId}"))
        {
            return false;
        }

        var value = Regex.Escape(clientId ?? "${iot:ClientId}");
        var parts = pattern.Split("${iot:ClientId}").Select(part => Regex.Escape(part).Replace("\\*", ".*").Replace("\\?", "."));
        return Regex.IsMatch(resource, "^" + string.Join(value, parts) + "\\z", RegexOptions.Singleline);
    }

    static Regex Glob(string pattern, RegexOptions options) =>
        new("^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "\\z", options | RegexOptions.CultureInvariant);

    static IEnumerable<string> Strings(JsonNode node) => node is JsonArray array ? array.Select(item => item!.GetValue<string>()) : [node.GetValue<string>()];
}
