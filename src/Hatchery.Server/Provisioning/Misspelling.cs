namespace Hatchery.Server.Provisioning;

/// <summary>Whether a name is another one misspelt: in case, in separators, or by up to two letters.</summary>
static class Misspelling
{
    const int EditsMax = 2;

    public static bool Is(string found, string wanted)
    {
        if (found == wanted || Math.Abs(found.Length - wanted.Length) > EditsMax * 2)
        {
            return false;
        }

        var (a, b) = (Folded(found), Folded(wanted));
        return Math.Abs(a.Length - b.Length) <= EditsMax && Distance(a, b) <= EditsMax;
    }

    static string Folded(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    /// <summary>Levenshtein's distance.</summary>
    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
