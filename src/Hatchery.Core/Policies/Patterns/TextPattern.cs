using System.Text;
using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Policies.Patterns;

/// <summary>
/// A compiled pattern: a glob over plain text, not an MQTT filter. Matching takes time linear in the text for each segment,
/// never backtracks, and allocates nothing of its own.
/// </summary>
sealed class TextPattern
{
    readonly PatternSegment[] _segments;

    /// <param name="segments">One more than there are <c>*</c>.</param>
    public TextPattern(string source, PatternSegment[] segments)
    {
        Source = source;
        _segments = segments;
        Variables = [.. segments.SelectMany(s => s.Pieces).Select(p => p.Variable).OfType<PolicyVariable>()];
    }

    public string Source { get; }

    public IReadOnlyList<PatternSegment> Segments => _segments;

    public IReadOnlyList<PolicyVariable> Variables { get; }

    public static TextPattern Parse(string source, PatternSyntax syntax) => Parse(source, syntax, PolicyVariables.Find);

    /// <param name="find">The variables of the policy language that the pattern is written in.</param>
    public static TextPattern Parse(string source, PatternSyntax syntax, Func<string, PolicyVariable> find) => TextPatternParser.Parse(source, syntax, find);

    public bool Matches(ReadOnlySpan<char> text, MatchScope scope)
    {
        var at = _segments[0].MatchAt(text, 0, scope);
        if (at == PatternSegment.NoMatch)
        {
            return false;
        }

        if (_segments.Length == 1)
        {
            return at == text.Length;
        }

        // The last segment is anchored at the end; those between may each take the leftmost place, since what follows a `*` can
        // only profit from more room.
        var last = _segments[^1];
        var lastLength = last.Length(scope);
        var end = text.Length - lastLength;
        if (lastLength == PatternSegment.NoMatch || end < at || last.MatchAt(text, end, scope) == PatternSegment.NoMatch)
        {
            return false;
        }

        for (var i = 1; i < _segments.Length - 1; i++)
        {
            at = _segments[i].FindFrom(text[..end], at, scope);
            if (at == PatternSegment.NoMatch)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when every variable in it has a value.</summary>
    public bool IsResolved(PolicyContext context) => FirstUnresolved(context) is null;

    public PolicyVariable? FirstUnresolved(PolicyContext context)
    {
        for (var i = 0; i < Variables.Count; i++)
        {
            if (Variables[i].Text(context) is null)
            {
                return Variables[i];
            }
        }

        return null;
    }

    /// <summary>The text of a pattern without wildcards, with its values put in; null when one is unresolved.</summary>
    public string? Expand(MatchScope scope)
    {
        var pieces = _segments[0].Pieces;
        if (Variables.Count == 0)
        {
            return pieces.Count == 0 ? "" : pieces[0].Literal;
        }

        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            if (piece.Text(scope) is not { } part)
            {
                return null;
            }

            text.Append(part);
        }

        return text.ToString();
    }

    /// <summary>The source with its values put in, for people to read: wildcards stay, and so do variables without a value.</summary>
    public string Fill(PolicyContext context)
    {
        var scope = new MatchScope(context, LiteralsStay: true);
        return string.Join('*', _segments.Select(segment => string.Concat(segment.Pieces.Select(piece => piece.IsAnyCharacter ? piece.Source : piece.Text(scope)))));
    }

    public override string ToString() => Source;
}
