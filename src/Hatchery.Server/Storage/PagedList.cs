using System.Data.Common;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage;

/// <summary>
/// A list read page by page: from the key after which the last page ended, along an index, never by counting rows, so that the last
/// page of a million costs what the first does.
/// </summary>
sealed class PagedList
{
    readonly Func<PageRequest, object[]> after;
    readonly Func<DbDataReader, string> position;
    readonly Statement ascending;
    readonly Statement descending;

    PagedList(string select, string[] key, Func<PageRequest, object[]> after, Func<DbDataReader, string> position, string? otherEnd = null)
    {
        this.after = after;
        this.position = position;
        var columns = string.Join(", ", key);
        var parameters = string.Join(", ", key.Select((_, i) => $"${i + 1}"));
        var limit = $"LIMIT ${key.Length + 1}";
        var (upTo, downTo) = otherEnd is null ? ("", "") : ($"AND {columns} < {otherEnd} ", $"AND {columns} > {otherEnd} ");
        ascending = new Statement($"{select} ({columns}) > ({parameters}) {upTo}ORDER BY {columns} {limit}");
        descending = new Statement($"{select} ({columns}) < ({parameters}) {downTo}ORDER BY {string.Join(", ", key.Select(k => $"{k} DESC"))} {limit}");
    }

    /// <summary>
    /// Ordered by an integer, which is the first column of the select. The select ends in WHERE or AND; <c>$1</c> and <c>$2</c> are
    /// taken, its own parameters begin at <c>$3</c>.
    /// </summary>
    public static PagedList ByNumber(string select, string key) => new(
        select,
        [key],
        static page => [page.After is { } after ? Position.Number(after) : page.Ascending ? long.MinValue : long.MaxValue],
        static row => $"{row.GetInt64(0)}");

    /// <summary>Ordered by a text; otherwise as <see cref="ByNumber"/>.</summary>
    public static PagedList ByText(string select, string key) => new(select, [key], TextPosition, static row => row.GetString(0));

    /// <summary>Ordered by a name, and read by <see cref="ReadWithPrefix"/>; own parameters begin at <c>$4</c>.</summary>
    public static PagedList ByPrefix(string select, string key) => new(select, [key], TextPosition, static row => row.GetString(0), otherEnd: "$3");

    /// <summary>Ordered by a text and an integer, the first two columns; own parameters begin at <c>$4</c>.</summary>
    public static PagedList ByTextAndNumber(string select, string text, string number) => new(
        select,
        [text, number],
        static page =>
        {
            var (text, number) = page switch
            {
                { After: { } after } => Position.Split(after),
                { Ascending: true } => ("", long.MinValue),
                _ => (Position.AfterAll, long.MaxValue),
            };
            return [text, number];
        },
        static row => Position.Join(row.GetString(0), row.GetInt64(1)));

    /// <summary>
    /// The names that begin with <paramref name="prefix"/>. One end of the range is the position and the other the prefix's: with two
    /// conditions at one end, the engine might seek by the prefix and walk all pages before this one.
    /// </summary>
    /// <inheritdoc cref="Read"/>
    public Page<T> ReadWithPrefix<T>(SqlSession session, PageRequest page, string prefix, Func<DbDataReader, T> map, params ReadOnlySpan<object?> arguments)
    {
        var (first, last) = (Position.Before(prefix), prefix + Position.AfterAll);
        var (start, end) = page.Ascending ? (first, last) : (last, first);

        // A position of another list can't lead out of this one.
        var isWithin = page.After is { } after && string.CompareOrdinal(after, first) > 0 && string.CompareOrdinal(after, last) < 0;
        return Read(session, isWithin || start.Length == 0 ? page : page with { After = start }, map, [end, .. arguments]);
    }

    /// <exception cref="Core.AwsError">InvalidRequestException when the position is none of ours.</exception>
    public Page<T> Read<T>(SqlSession session, PageRequest page, Func<DbDataReader, T> map, params ReadOnlySpan<object?> arguments)
    {
        // One row more than asked tells whether another page follows.
        var rows = session.List(
            page.Ascending ? ascending : descending,
            row => (Item: map(row), Position: position(row)),
            [.. after(page), page.Size + 1L, .. arguments]);
        return rows.Count <= page.Size
            ? new Page<T>(rows.ConvertAll(row => row.Item), null)
            : new Page<T>(rows[..page.Size].ConvertAll(row => row.Item), rows[page.Size - 1].Position);
    }

    static object[] TextPosition(PageRequest page) =>
        [page.After is { } after ? Position.Text(after) : page.Ascending ? "" : Position.AfterAll];
}
