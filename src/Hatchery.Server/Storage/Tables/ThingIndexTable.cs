using System.Data.Common;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Core.Things.Search;

namespace Hatchery.Server.Storage.Tables;

/// <summary>
/// Searches in two ways. A query that an index narrows down to few things (<see cref="SearchCandidates"/>) looks at those; any other
/// walks the names from where the page begins, a bounded number of them. Whether a thing matches is always
/// <see cref="ThingQuery.Matches"/>'s to say, so that SQL has no say in what a query means.
/// </summary>
sealed class ThingIndexTable(SqlSession session) : IThingIndex
{
    /// <summary>Things that one page looks at. With <see cref="SearchCandidates.Max"/>, a walk through a million finds a page of 50.</summary>
    internal const int ExaminedMax = 5_000;

    /// <summary>Names of attributes that a search for a value tries.</summary>
    internal const int AttributeNamesMax = 200;

    const int ChunkMax = 512;

    static readonly Statement Modes = new("SELECT m.part, m.mode FROM indexing_modes m");

    static readonly Statement SetMode = new("""
        INSERT INTO indexing_modes (part, mode) VALUES ($1, $2) ON CONFLICT (part) DO UPDATE SET mode = excluded.mode
        """);

    static readonly Statement WithValue = new("""
        SELECT t.name, a.value FROM thing_attributes a JOIN things t ON t.id = a.thing
        WHERE a.name = $1 AND a.folded >= $2 AND a.folded <= $3 ORDER BY a.folded, a.thing LIMIT $4
        """);

    readonly SearchCandidates candidates = new(session);
    readonly SearchDocuments documents = new(session);

    public IndexingConfiguration Configuration
    {
        get
        {
            var modes = session.List(Modes, static row => (Part: row.GetString(0), IsOn: row.GetString(1) == "ON")).ToDictionary(mode => mode.Part, mode => mode.IsOn);
            return new IndexingConfiguration(
                modes.GetValueOrDefault("things", IndexingConfiguration.Default.Registry),
                modes.GetValueOrDefault("connectivity", IndexingConfiguration.Default.Connectivity));
        }
    }

    public void Configure(IndexingConfiguration configuration)
    {
        session.Write(SetMode, "things", configuration.Registry ? "ON" : "OFF");
        session.Write(SetMode, "connectivity", configuration.Connectivity ? "ON" : "OFF");
    }

    public Page<ThingDocument> Search(ThingQuery query, PageRequest page)
    {
        var after = page.After is { } position ? SearchKey.Parse(position) : SearchKey.First;
        var keys = candidates.Of(query) is { } few ? documents.KeysOf(few, after) : null;
        var names = query.NameRange;
        var found = new List<ThingDocument>();
        var (examined, last, end) = (0, after, after);
        var chunk = page.Size + 1;
        while (true)
        {
            var things = keys is null ? documents.InNames(names, last, chunk) : documents.Of(keys, examined, chunk);
            foreach (var (key, thing) in things)
            {
                var matches = query.Matches(thing);
                if (matches && found.Count == page.Size)
                {
                    return new Page<ThingDocument>(found, end.ToString());
                }

                (examined, last) = (examined + 1, key);
                if (matches)
                {
                    found.Add(thing);
                    end = key;
                }
            }

            if (things.Count < chunk)
            {
                return new Page<ThingDocument>(found, null);
            }

            if (examined >= ExaminedMax)
            {
                return new Page<ThingDocument>(found, last.ToString());
            }

            chunk = Math.Min(2 * chunk, ChunkMax);
        }
    }

    public IReadOnlyList<AttributeHit> WithAttributeValue(string prefix, int max)
    {
        var (low, high) = FoldedRange.WithPrefix(FoldedRange.Fold(prefix));
        var hits = new List<AttributeHit>();
        foreach (var name in candidates.AttributeNames())
        {
            hits.AddRange(session.List(WithValue, row => Hit(row, name), name, low, high, (long)(max - hits.Count)));
            if (hits.Count >= max)
            {
                break;
            }
        }

        return hits;
    }

    static AttributeHit Hit(DbDataReader row, string attribute) => new(new ThingName(row.GetString(0)), attribute, row.GetString(1));
}
