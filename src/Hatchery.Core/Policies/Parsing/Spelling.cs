namespace Hatchery.Core.Policies.Parsing;

/// <summary>Finds what somebody probably meant.</summary>
static class Spelling
{
    const int DistanceMax = 2;
    const int LengthMax = 64;

    /// <summary>The candidate within two edits, case aside; null when none is that close.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LengthMax)
        {
            return null;
        }

        var best = candidates.Select(candidate => (candidate, distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(c => c.distance)
            .FirstOrDefault((candidate: "", distance: int.MaxValue));
        return best.distance <= DistanceMax ? best.candidate : null;
    }

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
