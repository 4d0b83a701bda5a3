using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Events;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Core.Things.Search;

namespace Hatchery.Server.Storage.Tables;

/// <summary>Things, their attributes and their lists; principals and events are in the other parts.</summary>
sealed partial class ThingsTable(SqlSession session, ChangeLog changes) : IThings
{
    const string Columns = "t.name, t.uuid, y.name, t.attributes, t.version, t.created_at";

    const string From = "FROM things t LEFT JOIN thing_types y ON y.id = t.type";

    static readonly Statement ByName = new($"SELECT {Columns} {From} WHERE t.name = $1");

    static readonly Statement New = new("""
        INSERT INTO things (name, uuid, attributes, version, created_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (name) DO NOTHING
        RETURNING id
        """);

    static readonly Statement NewOfType = new("""
        INSERT INTO things (name, uuid, attributes, version, created_at, type)
        SELECT $1, $2, $3, $4, $5, y.id FROM thing_types y WHERE y.name = $6
        ON CONFLICT (name) DO NOTHING
        RETURNING id
        """);

    static readonly Statement Stored = new("SELECT t.id, t.attributes FROM things t WHERE t.name = $1");

    static readonly Statement Replace = new("""
        UPDATE things SET attributes = $2, version = $3, type = (SELECT id FROM thing_types WHERE name = $4) WHERE id = $1
        """);

    // Its memberships go with it (ON DELETE CASCADE); a principal still attached stops it (a foreign key).
    static readonly Statement Remove = new("DELETE FROM things WHERE id = $1");

    static readonly Statement NewAttribute = new("INSERT INTO thing_attributes (name, folded, thing, value) VALUES ($1, lower($2), $3, $2)");

    static readonly Statement RemoveAttribute = new("DELETE FROM thing_attributes WHERE name = $1 AND folded = lower($2) AND thing = $3");

    static readonly PagedList All = PagedList.ByText($"SELECT {Columns} {From} WHERE", "t.name");

    static readonly PagedList OfType = PagedList.ByNumber(
        $"SELECT t.id, {Columns} {From} WHERE t.type = (SELECT id FROM thing_types WHERE name = $3) AND", "t.id");

    // Values from $5 to $6, along their lower case; $7 is its end, of which the range itself knows nothing.
    static readonly PagedList WithAttribute = PagedList.ByTextAndNumber(
        $"""
        SELECT a.folded, a.thing, {Columns}
        FROM thing_attributes a JOIN things t ON t.id = a.thing LEFT JOIN thing_types y ON y.id = t.type
        WHERE a.name = $4 AND a.value >= $5 AND a.value < $6 AND a.folded < $7 AND
        """,
        "a.folded",
        "a.thing");

    static readonly PagedList WithAttributeValue = PagedList.ByNumber(
        $"""
        SELECT a.thing, {Columns}
        FROM thing_attributes a JOIN things t ON t.id = a.thing LEFT JOIN thing_types y ON y.id = t.type
        WHERE a.name = $3 AND a.folded = lower($4) AND a.value = $4 AND
        """,
        "a.thing");

    public Thing? Find(ThingName name) => session.Find(ByName, static row => Map(row, 0), name.Value);

    public void Insert(Thing thing)
    {
        var attributes = StoredJson.Write(thing.Attributes);
        var createdAt = thing.CreatedAt.ToUnixTimeMilliseconds();
        var id = thing.TypeName is { } type
            ? session.WriteReturningNumber(NewOfType, thing.Name.Value, thing.Id, attributes, thing.Version, createdAt, type.Value)
            : session.WriteReturningNumber(New, thing.Name.Value, thing.Id, attributes, thing.Version, createdAt);
        if (id is null)
        {
            throw thing.TypeName is { } wanted && Find(thing.Name) is null
                ? TypeNotFound(wanted)
                : AwsError.AlreadyExists($"Thing {thing.Name} already exists in account with different properties", thing.Name.Value);
        }

        foreach (var (name, value) in thing.Attributes)
        {
            session.Write(NewAttribute, name, value, id);
        }

        Changed(thing.Name);
        Record(EventOperation.Created, thing, oldType: null);
    }

    public void Update(Thing thing)
    {
        if (FindStored(thing.Name) is not { } stored)
        {
            throw NotFound(thing.Name);
        }

        if (thing.TypeName is { } type && session.Number(TypeExists, type.Value) is null)
        {
            throw TypeNotFound(type);
        }

        var oldType = changes.Records(EventType.ThingTypeAssociation) ? Find(thing.Name)?.TypeName : null;
        session.Write(Replace, stored.Id, StoredJson.Write(thing.Attributes), thing.Version, thing.TypeName?.Value);
        foreach (var (name, value) in stored.Attributes.Except(thing.Attributes))
        {
            session.Write(RemoveAttribute, name, value, stored.Id);
        }

        foreach (var (name, value) in thing.Attributes.Except(stored.Attributes))
        {
            session.Write(NewAttribute, name, value, stored.Id);
        }

        Changed(thing.Name);
        Record(EventOperation.Updated, thing, oldType);
    }

    public bool Delete(ThingName name)
    {
        if (FindStored(name) is not { } stored)
        {
            return false;
        }

        var events = EventsOfDeletion(name);
        foreach (var (attribute, value) in stored.Attributes)
        {
            session.Write(RemoveAttribute, attribute, value, stored.Id);
        }

        session.Write(Remove, stored.Id);
        Changed(name);
        events.ForEach(changes.Add);
        return true;
    }

    /// <summary>By name; filtered by type or value in order of creation; by an attribute's name or prefix in order of its value.</summary>
    public Page<Thing> List(ThingFilter filter, PageRequest page) => filter switch
    {
        { Type: not null, AttributeName: not null } =>
            throw AwsError.InvalidRequest("Listing things by the combination of attribute and thing type is not supported"),
        { Type: { } type } => OfType.Read(session, page, static row => Map(row, 1), type.Value),
        { AttributeName: { } name, AttributeValue: { } value, ValueIsPrefix: false } =>
            WithAttributeValue.Read(session, page, static row => Map(row, 1), name, value),
        { AttributeName: { } name } => WithPrefix(name, filter.AttributeValue ?? "", page),
        _ => All.Read(session, page, static row => Map(row, 0)),
    };

    Page<Thing> WithPrefix(string name, string prefix, PageRequest page)
    {
        // Begins at the prefix rather than at the first value of all.
        var folded = FoldedRange.Fold(prefix);
        var after = page is { After: null, Ascending: true } && folded.Length > 0 ? Position.Join(folded, 0) : page.After;
        return WithAttribute.Read(
            session, page with { After = after }, static row => Map(row, 2), name, prefix, prefix + Position.AfterAll, folded + Position.AfterAll);
    }

    (long Id, IReadOnlyDictionary<string, string> Attributes)? FindStored(ThingName name) =>
        session.FindValue(Stored, static row => (row.GetInt64(0), StoredJson.ReadAttributes(row.GetString(1))), name.Value);

    void Changed(ThingName name) => changes.Add(RegistryChangeKind.Thing, name.Value);

    static AwsError NotFound(ThingName name) => AwsError.NotFound($"Thing {name} not found");

    static AwsError TypeNotFound(ThingTypeName name) => AwsError.NotFound($"Thing type {name} not found");

    static Thing Map(DbDataReader row, int first) => new(
        new ThingName(row.GetString(first)),
        row.GetString(first + 1),
        row.TextOrNull(first + 2) is { } type ? new ThingTypeName(type) : null,
        StoredJson.ReadAttributes(row.GetString(first + 3)),
        row.GetInt64(first + 4),
        row.Time(first + 5));
}
