using Hatchery.Core.Policies.Patterns;
using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Policies.Explanation;

/// <summary>Goes along a pattern that didn't match as far as it fits.</summary>
static class PatternWalk
{
    /// <returns>Characters of the text that fitted, what the pattern wants next, and the variable without a value if that was it.</returns>
    public static (int Fitted, string Wanted, PolicyVariable? Unresolved) Of(TextPattern pattern, string text, MatchScope scope)
    {
        var segments = pattern.Segments;
        var (at, wanted, unresolved) = AlongSegment(segments[0], text, scope);
        if (wanted is not null || segments.Count == 1)
        {
            return (at, wanted is null ? "its end" : Quote(wanted + Rest(segments, 1)), unresolved);
        }

        for (var i = 1; i < segments.Count; i++)
        {
            var isLast = i == segments.Count - 1;
            var end = segments[i].FindFrom(text, at, scope);
            if (end == PatternSegment.NoMatch || isLast)
            {
                var missing = segments[i].Pieces.Select(piece => piece.Variable).FirstOrDefault(variable => variable is not null && variable.Text(scope.Context) is null);
                return (at, Quote("*" + Source(segments[i]) + Rest(segments, i + 1)), missing);
            }

            at = end;
        }

        return (at, "its end", null);
    }

    // Stops inside the piece that differs, so that the sentence names the very character.
    static (int At, string? Wanted, PolicyVariable? Unresolved) AlongSegment(PatternSegment segment, string text, MatchScope scope)
    {
        var at = 0;
        for (var i = 0; i < segment.Pieces.Count; i++)
        {
            var piece = segment.Pieces[i];
            var following = string.Concat(segment.Pieces.Skip(i + 1).Select(p => p.Source));
            if (piece.IsAnyCharacter)
            {
                if (at == text.Length)
                {
                    return (at, "?" + following, null);
                }

                at++;
                continue;
            }

            if (piece.Text(scope) is not { } wanted)
            {
                return (at, piece.Source + following, piece.Variable);
            }

            var common = text.AsSpan(at).CommonPrefixLength(wanted);
            if (common < wanted.Length)
            {
                // Values of variables are names: half a name says nothing.
                common = piece.Variable is null ? common : 0;
                return (at + common, wanted[common..] + following, null);
            }

            at += common;
        }

        return (at, null, null);
    }

    static string Source(PatternSegment segment) => string.Concat(segment.Pieces.Select(piece => piece.Source));

    static string Rest(IReadOnlyList<PatternSegment> segments, int from) => string.Concat(segments.Skip(from).Select(segment => "*" + Source(segment)));

    static string Quote(string text) => $"'{ShownText.Of(text)}'";
}
