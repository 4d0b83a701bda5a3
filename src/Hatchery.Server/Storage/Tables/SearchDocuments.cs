using System.Data.Common;
using Hatchery.Core.Things;
using Hatchery.Core.Things.Search;

namespace Hatchery.Server.Storage.Tables;

/// <summary>Reads what the index knows of things, several at a time.</summary>
sealed class SearchDocuments(SqlSession session)
{
    /// <summary>Rows read by one statement; what is left over is filled up with a row that there is none of.</summary>
    const int Batch = 64;

    const long NoRow = -1;

    static readonly string Ids = string.Join(", ", Enumerable.Range(1, Batch).Select(i => $"${i}"));

    const string Columns = "t.id, lower(t.name), t.name, t.uuid, y.name, t.attributes, t.version, t.created_at, b.name, c.connected, c.changed_at, c.disconnect_reason";

    const string From = """
        FROM things t LEFT JOIN thing_types y ON y.id = t.type LEFT JOIN billing_groups b ON b.id = t.billing_group
        LEFT JOIN thing_connectivity c ON c.thing = t.id
        """;

    // Not by a row value, with which SQLite would seek an expression at one end only and walk all pages before this one.
    static readonly Statement Walk = new($"""
        SELECT {Columns} {From}
        WHERE lower(t.name) >= $1 AND lower(t.name) <= $3 AND (lower(t.name) > $1 OR t.id > $2)
        ORDER BY lower(t.name), t.id LIMIT $4
        """);

    static readonly Statement ById = new($"SELECT {Columns} {From} WHERE t.id IN ({Ids})");

    static readonly Statement KeysById = new($"SELECT t.id, lower(t.name) FROM things t WHERE t.id IN ({Ids})");

    static readonly Statement Groups = new($"""
        SELECT m.thing, g.name FROM thing_group_members m JOIN thing_groups g ON g.id = m.thing_group
        WHERE m.thing IN ({Ids}) AND g.deleted = 0 ORDER BY m.thing, m.thing_group
        """);

    /// <summary>The next things of a range of names, after a key.</summary>
    public List<(SearchKey Key, ThingDocument Thing)> InNames(FoldedRange names, SearchKey after, int max)
    {
        // One end of the range is the position's and the other the prefix's, as in PagedList.
        var start = string.CompareOrdinal(after.Folded, names.Low) < 0 ? new SearchKey(names.Low, long.MinValue) : after;
        return WithGroups(session.List(Walk, Read, start.Folded, start.Id, names.High, (long)max));
    }

    /// <summary>The keys of these things that come after another, in order.</summary>
    public List<SearchKey> KeysOf(IReadOnlyCollection<long> things, SearchKey after)
    {
        var keys = new List<SearchKey>(things.Count);
        foreach (var ids in things.Chunk(Batch))
        {
            keys.AddRange(session.List(KeysById, static row => new SearchKey(row.GetString(1), row.GetInt64(0)), Filled(ids)).Where(key => key.CompareTo(after) > 0));
        }

        keys.Sort();
        return keys;
    }

    /// <summary>The things of some of these keys.</summary>
    public List<(SearchKey Key, ThingDocument Thing)> Of(List<SearchKey> keys, int first, int max)
    {
        var found = new List<(SearchKey, ThingDocument)>();
        foreach (var some in keys.Skip(first).Take(max).Chunk(Batch))
        {
            var rows = session.List(ById, Read, Filled([.. some.Select(key => key.Id)]));
            rows.Sort(static (one, other) => one.Key.CompareTo(other.Key));
            found.AddRange(WithGroups(rows));
        }

        return found;
    }

    List<(SearchKey Key, ThingDocument Thing)> WithGroups(List<StoredThing> rows)
    {
        var things = new List<(SearchKey, ThingDocument)>(rows.Count);
        foreach (var batch in rows.Chunk(Batch))
        {
            var groups = session.List(Groups, static row => (Thing: row.GetInt64(0), Name: row.GetString(1)), Filled([.. batch.Select(row => row.Key.Id)]))
                .ToLookup(row => row.Thing, row => row.Name);
            things.AddRange(batch.Select(row => (row.Key, new ThingDocument(
                row.Thing,
                row.BillingGroup is { } billing ? [.. groups[row.Key.Id], billing] : [.. groups[row.Key.Id]],
                row.Connectivity))));
        }

        return things;
    }

    static object?[] Filled(long[] ids)
    {
        var all = new object?[Batch];
        for (var i = 0; i < Batch; i++)
        {
            all[i] = i < ids.Length ? ids[i] : NoRow;
        }

        return all;
    }

    static StoredThing Read(DbDataReader row)
    {
        var thing = new Thing(
            new ThingName(row.GetString(2)),
            row.GetString(3),
            row.TextOrNull(4) is { } type ? new ThingTypeName(type) : null,
            StoredJson.ReadAttributes(row.GetString(5)),
            row.GetInt64(6),
            row.Time(7));
        var connectivity = row.NumberOrNull(9) is { } connected
            ? new ThingConnectivity(connected != 0, row.Time(10), row.TextOrNull(11))
            : ThingConnectivity.Never;
        return new StoredThing(new SearchKey(row.GetString(1), row.GetInt64(0)), thing, row.TextOrNull(8), connectivity);
    }

    sealed record StoredThing(SearchKey Key, Thing Thing, string? BillingGroup, ThingConnectivity Connectivity);
}
