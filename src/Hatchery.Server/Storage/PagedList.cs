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

    PagedList(string select, string[] key, Func<PageRequest, object[]> after, Func<DbDataReader, string> position)
    {
        this.after = after;
        this.position = position;
        var columns = string.Join(", ", key);
        var parameters = string.Join(", ", key.Select((_, i) => $"${i + 1}"));
        var limit = $"LIMIT ${key.Length + 1}";
        ascending = new Statement($"{select} ({columns}) > ({parameters}) ORDER BY {columns} {limit}");
        descending = new Statement($"{select} ({columns}) < ({parameters}) ORDER BY {string.Join(", ", key.Select(k => $"{k} DESC"))} {limit}");
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
    public static PagedList ByText(string select, string key) => new(
        select,
        [key],
        static page => [page.After is { } after ? Position.Text(after) : page.Ascending ? "" : Position.AfterAll],
        static row => row.GetString(0));

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
}
