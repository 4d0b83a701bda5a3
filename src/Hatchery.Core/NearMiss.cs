namespace Hatchery.Core;

/// <summary>Finds the name that was probably meant, and says so in a sentence that can follow an error's text.</summary>
public static class NearMiss
{
    const int ShownCharactersMax = 64;
    const int ComparedCharactersMax = 128;

    /// <summary>
    /// The likeliest of the candidates, or null when none is near: equal but for case and separators, else one or two edits away.
    /// </summary>
    public static string? Of(string wanted, IEnumerable<string> candidates)
    {
        var edits = wanted.Length <= 4 ? 1 : 2;
        var folded = Fold(wanted);
        if (folded is "" || wanted.Length > ComparedCharactersMax)
        {
            return null;
        }

        return candidates
            .Where(candidate => candidate != wanted && candidate.Length <= ComparedCharactersMax)
            .Select(candidate => (Name: candidate, Folded: Fold(candidate)))
            .Where(candidate => candidate.Folded is not "" && Math.Abs(candidate.Folded.Length - folded.Length) <= edits)
            .Select(candidate => (candidate.Name, Distance: Distance(folded, candidate.Folded)))
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
    public static string Quote(string text)
    {
        if (text.Length <= ShownCharactersMax)
        {
            return $"'{text}'";
        }

        // Half a surrogate pair is no text: CBOR would refuse to write the message.
        var end = char.IsHighSurrogate(text[ShownCharactersMax - 1]) ? ShownCharactersMax - 1 : ShownCharactersMax;
        return $"'{text[..end]}...'";
    }

    static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    // Levenshtein, one row at a time.
    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
