using System.Text;
using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Policies.Patterns;

/// <summary>Compiles a pattern in one pass; any text is a pattern.</summary>
static class TextPatternParser
{
    public static TextPattern Parse(string source, PatternSyntax syntax, Func<string, PolicyVariable> find)
    {
        var comparison = syntax.HasFlag(PatternSyntax.IgnoreCase) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var segments = new List<PatternSegment>();
        var pieces = new List<PatternPiece>();
        var literal = new StringBuilder();

        var at = 0;
        while (at < source.Length)
        {
            var c = source[at];
            if (c == '*' && syntax.HasFlag(PatternSyntax.Wildcards))
            {
                EndSegment();
                at++;
                continue;
            }

            if (c == '?' && syntax.HasFlag(PatternSyntax.Wildcards))
            {
                AddPiece(PatternPiece.AnyCharacter);
                at++;
                continue;
            }

            if (c == '$' && syntax.HasFlag(PatternSyntax.Variables) && TryReadName(source, at, out var name))
            {
                if (name is "*" or "?" or "$")
                {
                    literal.Append(name);
                }
                else
                {
                    AddPiece(new PatternPiece(null, find(name)));
                }

                at += name.Length + "${}".Length;
                continue;
            }

            literal.Append(c);
            at++;
        }

        EndSegment();
        return new TextPattern(source, [.. segments]);

        void EndLiteral()
        {
            if (literal.Length > 0)
            {
                pieces.Add(new PatternPiece(literal.ToString(), null));
                literal.Clear();
            }
        }

        void AddPiece(PatternPiece piece)
        {
            EndLiteral();
            pieces.Add(piece);
        }

        void EndSegment()
        {
            EndLiteral();
            segments.Add(new PatternSegment([.. pieces], comparison));
            pieces.Clear();
        }
    }

    // An opening without its brace is plain text, as is the `$` of `$aws/`.
    static bool TryReadName(string source, int at, out string name)
    {
        name = "";
        if (at + 1 >= source.Length || source[at + 1] != '{')
        {
            return false;
        }

        var end = source.IndexOf('}', at + 2);
        if (end < 0)
        {
            return false;
        }

        name = source[(at + 2)..end];
        return true;
    }
}
