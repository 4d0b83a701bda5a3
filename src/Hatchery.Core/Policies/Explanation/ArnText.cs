namespace Hatchery.Core.Policies.Explanation;

/// <summary>An ARN of AWS IoT cut at its type: <c>arn:aws:iot:region:account:</c>, <c>topic</c>, the rest.</summary>
readonly record struct ArnText(string Prefix, string Type, string Rest)
{
    const int ColonsBeforeType = 5;

    /// <summary>Null when a wildcard or variable stands before the rest, or it is no such ARN.</summary>
    public static ArnText? TryParse(string text)
    {
        var type = TypeStart(text);
        var slash = type < 0 ? -1 : text.IndexOf('/', type);
        if (slash < 0 || text.AsSpan(0, slash).ContainsAny('*', '?', '$'))
        {
            return null;
        }

        return new ArnText(text[..type], text[type..slash], text[(slash + 1)..]);
    }

    /// <summary>The text from its type on, which is what people look at; the whole text when it has no such part.</summary>
    public static string Tail(string text) => TypeStart(text) is var start and >= 0 && start < text.Length ? text[start..] : text;

    public override string ToString() => $"{Prefix}{Type}/{Rest}";

    static int TypeStart(string text)
    {
        var at = -1;
        for (var i = 0; i < ColonsBeforeType; i++)
        {
            at = text.IndexOf(':', at + 1);
            if (at < 0)
            {
                return -1;
            }
        }

        return at + 1;
    }
}
