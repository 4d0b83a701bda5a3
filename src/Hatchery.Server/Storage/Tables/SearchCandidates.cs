using Hatchery.Core.Things.Search;

namespace Hatchery.Server.Storage.Tables;

/// <summary>The few things among which are all that a query matches, where an index finds them.</summary>
sealed class SearchCandidates(SqlSession session)
{
    /// <summary>Beyond that, a page of matches is soon found by walking the names.</summary>
    internal const int Max = 10_000;

    /// <summary>Looking at that many costs less than asking another index.</summary>
    const int FewEnough = 200;

    // $1 to $2: a range of lower-case texts; $3: how many at most.
    static readonly Statement ByName = new("""
        SELECT t.id FROM things t WHERE lower(t.name) >= $1 AND lower(t.name) <= $2 LIMIT $3
        """);

    static readonly Statement ByType = new("""
        SELECT t.id FROM thing_types y JOIN things t ON t.type = y.id WHERE lower(y.name) >= $1 AND lower(y.name) <= $2 LIMIT $3
        """);

    static readonly Statement ByGroup = new("""
        SELECT m.thing FROM thing_groups g JOIN thing_group_members m ON m.thing_group = g.id
        WHERE lower(g.name) >= $1 AND lower(g.name) <= $2 AND g.deleted = 0 LIMIT $3
        """);

    static readonly Statement ByBillingGroup = new("""
        SELECT t.id FROM billing_groups g JOIN things t ON t.billing_group = g.id WHERE lower(g.name) >= $1 AND lower(g.name) <= $2 LIMIT $3
        """);

    static readonly Statement ByAttribute = new("""
        SELECT a.thing FROM thing_attributes a WHERE a.name = $4 AND a.folded >= $1 AND a.folded <= $2 LIMIT $3
        """);

    static readonly Statement Connected = new("SELECT c.thing FROM thing_connectivity c WHERE c.connected = 1 LIMIT $1");

    static readonly Statement FirstAttributeName = new("SELECT MIN(a.name) FROM thing_attributes a");

    static readonly Statement NextAttributeName = new("SELECT MIN(a.name) FROM thing_attributes a WHERE a.name > $1");

    /// <summary>Null when no index helps, or there are too many.</summary>
    public HashSet<long>? Of(ThingQuery query) => query switch
    {
        ThingQuery.Term term => OfTerm(term),
        ThingQuery.And all => OfAll(all),
        ThingQuery.Or any => OfAny(any),
        _ => null,
    };

    /// <summary>The names that attributes have, the first <see cref="ThingIndexTable.AttributeNamesMax"/> of them, each found by one seek.</summary>
    public IEnumerable<string> AttributeNames()
    {
        var name = session.Find(FirstAttributeName, static row => row.TextOrNull(0) ?? "");
        for (var i = 0; i < ThingIndexTable.AttributeNamesMax && name is { Length: > 0 }; i++)
        {
            yield return name;
            name = session.Find(NextAttributeName, static row => row.TextOrNull(0) ?? "", name);
        }
    }

    HashSet<long>? OfAll(ThingQuery.And query)
    {
        HashSet<long>? common = null;
        foreach (var part in query.Parts)
        {
            if (common?.Count <= FewEnough)
            {
                break;
            }

            var found = Of(part);
            if (common is null)
            {
                common = found;
            }
            else if (found is not null)
            {
                common.IntersectWith(found);
            }
        }

        return common;
    }

    HashSet<long>? OfAny(ThingQuery.Or query)
    {
        HashSet<long> either = [];
        foreach (var part in query.Parts)
        {
            if (Of(part) is not { } found)
            {
                return null;
            }

            either.UnionWith(found);
        }

        return either.Count <= Max ? either : null;
    }

    HashSet<long>? OfTerm(ThingQuery.Term term)
    {
        if (term is { Field.Kind: ThingFieldKind.Connected, Test: ValueTest.Exactly { Text: "true" } })
        {
            var connected = new HashSet<long>();
            return Gather(connected, Connected, Max + 1L) ? connected : null;
        }

        if (term.Test.Range is not { } range)
        {
            return null;
        }

        HashSet<long> things = [];
        var isComplete = term.Field.Kind switch
        {
            ThingFieldKind.Name => Gather(things, ByName, range),
            ThingFieldKind.TypeName => Gather(things, ByType, range),
            ThingFieldKind.GroupNames => GatherGroups(things, range),
            ThingFieldKind.Attribute => GatherAttribute(things, range, term.Field.Attribute!),
            ThingFieldKind.Any => Gather(things, ByName, range) && Gather(things, ByType, range) && GatherGroups(things, range) && GatherAttributes(things, range),
            _ => false,
        };
        return isComplete ? things : null;
    }

    bool GatherGroups(HashSet<long> things, FoldedRange range) => Gather(things, ByGroup, range) && Gather(things, ByBillingGroup, range);

    bool GatherAttributes(HashSet<long> things, FoldedRange range)
    {
        var names = AttributeNames().ToList();
        return names.Count < ThingIndexTable.AttributeNamesMax && names.TrueForAll(name => GatherAttribute(things, range, name));
    }

    bool GatherAttribute(HashSet<long> things, FoldedRange range, string name) => Gather(things, ByAttribute, range.Low, range.High, Max + 1L, name);

    bool Gather(HashSet<long> things, Statement statement, FoldedRange range) => Gather(things, statement, range.Low, range.High, Max + 1L);

    /// <summary>False when there are too many.</summary>
    bool Gather(HashSet<long> things, Statement statement, params ReadOnlySpan<object?> arguments)
    {
        things.UnionWith(session.List(statement, static row => row.GetInt64(0), arguments));
        return things.Count <= Max;
    }
}
