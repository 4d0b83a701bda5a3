using System.Globalization;
using Hatchery.Core;

namespace Hatchery.Server.Storage;

/// <summary>
/// Where a page ended: the key of its last row, as text. It comes back from clients, so it is checked; any key that reads is
/// harmless, whether or not such a row ever was.
/// </summary>
static class Position
{
    /// <summary>Sorts after every text of a key, all of which are below it in UTF-8.</summary>
    public const string AfterAll = "\U0010FFFF";

    const int LengthMax = 2_200;

    public static long Number(string position) =>
        long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid();

    public static string Text(string position) =>
        position.Length is > 0 and <= LengthMax && !position.Any(char.IsControl) ? position : throw Invalid();

    /// <summary>Sorts before every name with that prefix and after every name below them; names have no character as high as the last one.</summary>
    public static string Before(string prefix) => prefix.Length == 0 ? "" : $"{prefix[..^1]}{(char)(prefix[^1] - 1)}{AfterAll}";

    public static string Join(string text, long number) => $"{number}|{text}";

    public static (string Text, long Number) Split(string position)
    {
        var bar = position.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? throw Invalid() : (Text(position[(bar + 1)..]), Number(position[..bar]));
    }

    static AwsError Invalid() => AwsError.InvalidRequest("Invalid nextToken: it is not one that this server gave");
}
