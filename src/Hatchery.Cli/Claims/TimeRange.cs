using System.Globalization;
using System.Text.Json.Nodes;

namespace Hatchery.Cli.Claims;

/// <summary><c>FROM..TO</c>, either end of which may be left out.</summary>
static class TimeRange
{
    const string Separator = "..";

    /// <summary>As the API takes it: seconds since the epoch.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static JsonNode Read(string text)
    {
        if (text.Split(Separator) is not [var from, var to] || (from, to) is ("", ""))
        {
            throw Wrong(text);
        }

        var range = new JsonObject();
        if (from is not "")
        {
            range["from"] = Seconds(from, text);
        }

        if (to is not "")
        {
            range["to"] = Seconds(to, text);
        }

        return range;
    }

    public static string Show(JsonNode range) => $"{Text(range["from"])}{Separator}{Text(range["to"])}";

    static long Seconds(string end, string whole) =>
        DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeSeconds() : throw Wrong(whole);

    static string Text(JsonNode? seconds) =>
        seconds is null ? "" : DateTimeOffset.FromUnixTimeMilliseconds((long)((decimal)seconds * 1000)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    static UsageException Wrong(string text) =>
        new($"{GuardOptions.Window.Name} must be FROM..TO with times such as 2026-03-01T08:00:00Z, or '{GuardOptions.Off}', not '{text}'");
}
