using System.Text;

namespace Hatchery.Core.Things.Search;

/// <summary>A word of a query: what it says, and which of its characters are wildcards.</summary>
sealed class QueryWord(int position)
{
    readonly StringBuilder text = new();
    readonly StringBuilder pattern = new();
    int literalPrefix = -1;

    /// <summary>Of its first character, from 0.</summary>
    public int Position => position;

    public bool IsQuoted { get; init; }

    public string Text => text.ToString();

    public int Stars { get; private set; }

    public int QuestionMarks { get; private set; }

    /// <summary>Nothing but a star.</summary>
    public bool IsStar => Stars == 1 && text.Length == 1;

    public bool BeginsWithWildcard => literalPrefix == 0;

    public void Add(char c, bool isLiteral)
    {
        if (!isLiteral && c is '*' or '?')
        {
            literalPrefix = literalPrefix < 0 ? text.Length : literalPrefix;
            (Stars, QuestionMarks) = c == '*' ? (Stars + 1, QuestionMarks) : (Stars, QuestionMarks + 1);
        }
        else if (c is '*' or '?' or '\\')
        {
            pattern.Append('\\');
        }

        text.Append(c);
        pattern.Append(c);
    }

    /// <summary>A test for this word as a value.</summary>
    public ValueTest ToTest()
    {
        var folded = FoldedRange.Fold(Text);
        return literalPrefix < 0 ? new ValueTest.Exactly(folded) : new ValueTest.Like(folded[..literalPrefix], FoldedRange.Fold(pattern.ToString()));
    }
}
