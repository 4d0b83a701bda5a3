namespace Hatchery.Core.Things.Search;

/// <summary>The characters of a query, one after the other.</summary>
sealed class QueryReader(string text)
{
    /// <summary>Of the next character, from 0.</summary>
    public int Position { get; private set; }

    public bool IsAtEnd => Position == text.Length;

    /// <summary>The next character; NUL at the end.</summary>
    public char Next => IsAtEnd ? '\0' : text[Position];

    public void SkipSpace()
    {
        while (!IsAtEnd && char.IsWhiteSpace(Next))
        {
            Position++;
        }
    }

    public bool Take(char c)
    {
        if (IsAtEnd || Next != c)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Takes a word in capitals, if it stands here alone.</summary>
    public bool TakeKeyword(string word)
    {
        if (!IsBefore(word))
        {
            return false;
        }

        Position += word.Length;
        return true;
    }

    public bool IsBefore(string word)
    {
        var end = Position + word.Length;
        return string.CompareOrdinal(text, Position, word, 0, word.Length) == 0
            && (end == text.Length || char.IsWhiteSpace(text[end]) || text[end] is '(' or ')' or '"');
    }

    /// <summary>A word up to white space, a parenthesis, a quotation mark, or one of <paramref name="ends"/>.</summary>
    public QueryWord Word(params ReadOnlySpan<char> ends)
    {
        var word = new QueryWord(Position);
        while (!IsAtEnd && !char.IsWhiteSpace(Next) && Next is not ('(' or ')' or '"') && !ends.Contains(Next))
        {
            word.Add(Character(out var isLiteral), isLiteral);
        }

        return word;
    }

    /// <summary>What is in quotation marks, the first of which is taken: literal, wildcards too.</summary>
    public QueryWord Quoted()
    {
        var word = new QueryWord(Position) { IsQuoted = true };
        while (Next != '"' || IsAtEnd)
        {
            if (IsAtEnd)
            {
                throw Error(word.Position - 1, "this quotation mark isn't closed");
            }

            word.Add(Character(out _), isLiteral: true);
        }

        Position++;
        return word;
    }

    /// <param name="position">From 0; people count from 1.</param>
    public static AwsError Error(int position, string problem) => new(AwsErrorCode.InvalidQuery, $"Invalid query at position {position + 1}: {problem}");

    char Character(out bool isLiteral)
    {
        isLiteral = Take('\\');
        if (IsAtEnd)
        {
            throw Error(Position - 1, "there is nothing after \\");
        }

        return text[Position++];
    }
}
