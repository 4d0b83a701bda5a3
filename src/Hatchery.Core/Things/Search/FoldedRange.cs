namespace Hatchery.Core.Things.Search;

/// <summary>Lower-case texts from one to another, both included.</summary>
public readonly record struct FoldedRange(string Low, string High)
{
    // Sorts after every character of a name or value, whatever the order is by: UTF-16, UTF-8 or code points.
    const string AfterAll = "\U0010FFFF";

    public static readonly FoldedRange All = new("", AfterAll);

    public static FoldedRange Of(string text) => new(text, text);

    public static FoldedRange WithPrefix(string prefix) => new(prefix, prefix + AfterAll);

    /// <summary>Search tells no upper case from lower. Source: AWS, "Query syntax".</summary>
    public static string Fold(string text) => text.ToLowerInvariant();

    public FoldedRange Intersect(FoldedRange other) => new(
        string.CompareOrdinal(Low, other.Low) >= 0 ? Low : other.Low,
        string.CompareOrdinal(High, other.High) <= 0 ? High : other.High);
}
