namespace Hatchery.Core.Things.Search;

/// <summary>
/// Reads ranges: <c>[a TO b]</c> with its ends, <c>{a TO b}</c> without, either mixed; <c>&gt;a</c> and the like; <c>*</c> for no end.
/// Between numbers, values are compared as numbers; a range with a text, or with quotation marks, compares texts.
/// </summary>
static class RangeParser
{
    public static ValueTest Bracketed(QueryReader reader)
    {
        var at = reader.Position;
        var includesLow = reader.Take('[') || !reader.Take('{');
        var low = End(reader);
        reader.SkipSpace();
        if (!reader.TakeKeyword("TO"))
        {
            throw QueryReader.Error(reader.Position, "a range is written [LOW TO HIGH]: TO is missing");
        }

        var high = End(reader);
        reader.SkipSpace();
        var includesHigh = reader.Take(']');
        return includesHigh || reader.Take('}')
            ? Between(low, includesLow, high, includesHigh)
            : throw QueryReader.Error(at, "this range isn't closed");
    }

    public static ValueTest Compared(QueryReader reader)
    {
        var isGreater = reader.Take('>');
        if (!isGreater)
        {
            reader.Take('<');
        }

        var includes = reader.Take('=');
        var end = reader.Take('"') ? reader.Quoted() : reader.Word();
        if (end.Text.Length == 0 || end.IsStar)
        {
            throw QueryReader.Error(end.Position, "a value to compare with is missing");
        }

        return isGreater ? Between(end, includes, null, false) : Between(null, false, end, includes);
    }

    /// <summary>Null for <c>*</c>.</summary>
    static QueryWord? End(QueryReader reader)
    {
        reader.SkipSpace();
        var end = reader.Take('"') ? reader.Quoted() : reader.Word(']', '}');
        return end.Text.Length == 0 && !end.IsQuoted ? throw QueryReader.Error(end.Position, "an end of the range is missing") : end.IsStar ? null : end;
    }

    static ValueTest Between(QueryWord? low, bool includesLow, QueryWord? high, bool includesHigh)
    {
        if (low is null && high is null)
        {
            return new ValueTest.Exists();
        }

        var (lowNumber, highNumber) = (NumberOf(low), NumberOf(high));
        var isNumeric = (low is null || lowNumber is not null) && (high is null || highNumber is not null);
        return isNumeric
            ? new ValueTest.Numbers(lowNumber, includesLow, highNumber, includesHigh)
            : new ValueTest.Texts(TextOf(low), includesLow, TextOf(high), includesHigh);
    }

    static decimal? NumberOf(QueryWord? end) => end is { IsQuoted: false } ? ValueTest.Numbers.Read(end.Text) : null;

    static string? TextOf(QueryWord? end) => end is null ? null : FoldedRange.Fold(end.Text);
}
