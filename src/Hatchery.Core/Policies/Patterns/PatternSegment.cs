namespace Hatchery.Core.Policies.Patterns;

/// <summary>What stands between two <c>*</c> of a pattern; it matches a run of fixed length.</summary>
sealed class PatternSegment(PatternPiece[] pieces, StringComparison comparison)
{
    public const int NoMatch = -1;

    public IReadOnlyList<PatternPiece> Pieces => pieces;

    /// <summary>Where the match that begins at <paramref name="start"/> ends, or <see cref="NoMatch"/>.</summary>
    public int MatchAt(ReadOnlySpan<char> text, int start, MatchScope scope)
    {
        var at = start;
        foreach (ref readonly var piece in pieces.AsSpan())
        {
            if (piece.IsAnyCharacter)
            {
                if (at == text.Length)
                {
                    return NoMatch;
                }

                at++;
                continue;
            }

            if (piece.Text(scope) is not { } wanted || !text[at..].StartsWith(wanted, comparison))
            {
                return NoMatch;
            }

            at += wanted.Length;
        }

        return at;
    }

    /// <summary>Where the leftmost match that begins at <paramref name="start"/> or later ends, or <see cref="NoMatch"/>.</summary>
    public int FindFrom(ReadOnlySpan<char> text, int start, MatchScope scope)
    {
        for (; start <= text.Length; start++)
        {
            var end = MatchAt(text, start, scope);
            if (end != NoMatch)
            {
                return end;
            }
        }

        return NoMatch;
    }

    /// <summary>How long a match is, or <see cref="NoMatch"/> when a variable is unresolved.</summary>
    public int Length(MatchScope scope)
    {
        var length = 0;
        foreach (ref readonly var piece in pieces.AsSpan())
        {
            if (piece.IsAnyCharacter)
            {
                length++;
                continue;
            }

            if (piece.Text(scope) is not { } wanted)
            {
                return NoMatch;
            }

            length += wanted.Length;
        }

        return length;
    }
}
