using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage;

/// <summary>
/// The keys of a table whose rows fit a condition that no index answers. A page looks at a bounded number of keys along the key's
/// index, so that it may be short, or empty, though more pages follow; none takes long, whatever the table holds.
/// </summary>
sealed class ScannedList(string table, string key, string condition)
{
    internal const int KeysMax = 5_000;

    readonly Statement fitting = new($"""
        SELECT s.{key} FROM (SELECT id, {key} FROM {table} WHERE {key} > $1 ORDER BY {key} LIMIT {KeysMax}) s
        WHERE {condition} ORDER BY s.{key} LIMIT $2
        """);

    readonly Statement last = new($"SELECT {key} FROM {table} WHERE {key} > $1 ORDER BY {key} LIMIT 1 OFFSET {KeysMax - 1}");

    /// <exception cref="Core.AwsError">InvalidRequestException when the position is none of ours.</exception>
    public Page<string> Read(SqlSession session, PageRequest page)
    {
        var after = page.After is { } position ? Position.Text(position) : "";
        var found = session.List(fitting, static row => row.GetString(0), after, page.Size + 1L);
        return found.Count > page.Size
            ? new Page<string>(found[..page.Size], found[page.Size - 1])
            : new Page<string>(found, session.Find(last, static row => row.GetString(0), after));
    }
}
