namespace Hatchery.Core.Templates;

/// <summary>Finds the name that was probably meant, and says so in a sentence that can follow an error's text.</summary>
static class NearMiss
{
    const int ShownCharactersMax = 64;

    /// <summary>The likeliest of the candidates, or null when none is near: equal but for case, else one or two edits away.</summary>
    public static string? Of(string wanted, IEnumerable<string> candidates)
    {
        var edits = wanted.Length <= 4 ? 1 : 2;
        return candidates
            .Where(candidate => candidate != wanted && Math.Abs(candidate.Length - wanted.Length) <= edits && candidate.Length <= ShownCharactersMax * 2)
            .Select(candidate => (Name: candidate, Distance: DiffersInCaseOnly(wanted, candidate) ? 0 : Distance(wanted, candidate)))
            .Where(candidate => candidate.Distance <= edits)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>A sentence with a leading space, or nothing: <c> Did you mean 'x'?</c></summary>
    public static string Hint(string wanted, IEnumerable<string> candidates) => Of(wanted, candidates) switch
    {
        null => "",
        var near when DiffersInCaseOnly(wanted, near) => $" Did you mean {Quote(near)}? Names are case-sensitive.",
        var near => $" Did you mean {Quote(near)}?",
    };

    public static bool DiffersInCaseOnly(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>A text from outside, in quotes and cut so that it cannot fill a message.</summary>
    public static string Quote(string text) => text.Length <= ShownCharactersMax ? $"'{text}'" : $"'{text[..ShownCharactersMax]}...'";

    /// <summary>Levenshtein's distance over two rows. Lengths are bounded by the caller.</summary>
    static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
