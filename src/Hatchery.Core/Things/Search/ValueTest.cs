using System.Globalization;
using System.IO.Enumeration;

namespace Hatchery.Core.Things.Search;

/// <summary>What a query asks of one value of a field.</summary>
public abstract record ValueTest
{
    ValueTest()
    {
    }

    /// <summary>Where the values that pass are; null when they may be anywhere.</summary>
    public virtual FoldedRange? Range => null;

    public abstract bool Passes(string value);

    public static ValueTest BeginningWith(string prefix)
    {
        var folded = FoldedRange.Fold(prefix);
        return new Like(folded, string.Concat(folded.Select(c => c is '*' or '?' or '\\' ? $"\\{c}" : $"{c}")) + "*");
    }

    /// <summary>A whole value. Values have no white space, so that each is one word.</summary>
    /// <param name="Text">In lower case.</param>
    public sealed record Exactly(string Text) : ValueTest
    {
        public override FoldedRange? Range => FoldedRange.Of(Text);

        public override bool Passes(string value) => FoldedRange.Fold(value) == Text;
    }

    /// <summary>A pattern.</summary>
    /// <param name="Prefix">What is before the first wildcard, in lower case.</param>
    /// <param name="Pattern">In lower case, with <c>*</c>, <c>?</c>, and <c>\</c> before a character that is meant literally.</param>
    public sealed record Like(string Prefix, string Pattern) : ValueTest
    {
        public override FoldedRange? Range => Prefix.Length == 0 ? null : FoldedRange.WithPrefix(Prefix);

        public override bool Passes(string value) => FileSystemName.MatchesSimpleExpression(Pattern, FoldedRange.Fold(value), ignoreCase: false);
    }

    /// <summary>Any value at all.</summary>
    public sealed record Exists : ValueTest
    {
        public override bool Passes(string value) => true;
    }

    /// <summary>Numbers between two, of which one may be missing. Values that are no number don't pass.</summary>
    public sealed record Numbers(decimal? Low, bool IncludesLow, decimal? High, bool IncludesHigh) : ValueTest
    {
        public override bool Passes(string value) => Read(value) is { } number
            && (Low is not { } low || (IncludesLow ? number >= low : number > low))
            && (High is not { } high || (IncludesHigh ? number <= high : number < high));

        public static decimal? Read(string text) =>
            decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Texts between two in lower case, of which one may be missing.</summary>
    public sealed record Texts(string? Low, bool IncludesLow, string? High, bool IncludesHigh) : ValueTest
    {
        public override FoldedRange? Range => new FoldedRange(Low ?? "", High ?? FoldedRange.All.High);

        public override bool Passes(string value)
        {
            var folded = FoldedRange.Fold(value);
            return (Low is null || string.CompareOrdinal(folded, Low) >= (IncludesLow ? 0 : 1))
                && (High is null || string.CompareOrdinal(folded, High) <= (IncludesHigh ? 0 : -1));
        }
    }
}
