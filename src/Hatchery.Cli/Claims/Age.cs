using System.Globalization;
using System.Text.Json.Nodes;

namespace Hatchery.Cli.Claims;

/// <summary>Times of the API for people.</summary>
static class Age
{
    public static string Of(long seconds) => seconds switch
    {
        < 120 => $"{seconds} s",
        < 2 * 3_600 => $"{seconds / 60} min",
        < 2 * 86_400 => $"{seconds / 3_600} h",
        _ => $"{seconds / 86_400} d",
    };

    /// <param name="seconds">Since the epoch, as the API gives it; null shows a dash.</param>
    public static string Time(JsonNode? seconds) =>
        seconds is null ? "-" : DateTimeOffset.FromUnixTimeMilliseconds((long)((decimal)seconds * 1000)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
