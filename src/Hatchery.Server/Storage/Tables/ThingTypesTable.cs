using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Events;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Storage.Tables;

sealed class ThingTypesTable(SqlSession session, ChangeLog changes) : IThingTypes
{
    const string Columns = "y.name, y.uuid, y.description, y.searchable, y.created_at, y.deprecated_at, y.propagating";

    static readonly Statement ByName = new($"SELECT {Columns} FROM thing_types y WHERE y.name = $1");

    static readonly PagedList All = PagedList.ByText($"SELECT {Columns} FROM thing_types y WHERE", "y.name");

    static readonly PagedList Only = PagedList.ByText($"SELECT {Columns} FROM thing_types y WHERE y.name = $3 AND", "y.name");

    static readonly Statement New = new("""
        INSERT INTO thing_types (name, uuid, description, searchable, created_at, deprecated_at, propagating)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (name) DO NOTHING
        """);

    static readonly Statement Replace = new("UPDATE thing_types SET description = $2, searchable = $3, propagating = $4 WHERE name = $1");

    static readonly Statement Deprecate = new("UPDATE thing_types SET deprecated_at = $2 WHERE name = $1");

    static readonly Statement Remove = new("DELETE FROM thing_types WHERE name = $1");

    static readonly Statement AnyThing = new("""
        SELECT t.id FROM things t WHERE t.type = (SELECT id FROM thing_types WHERE name = $1) LIMIT 1
        """);

    public ThingType? Find(ThingTypeName name) => session.Find(ByName, Map, name.Value);

    public void Insert(ThingType type)
    {
        var rows = session.Write(
            New,
            type.Name.Value,
            type.Id,
            type.Description,
            StoredJson.Write(type.SearchableAttributes),
            type.CreatedAt.ToUnixTimeMilliseconds(),
            type.DeprecatedAt?.ToUnixTimeMilliseconds(),
            StoredJson.WriteOrNull(type.PropagatingAttributes));
        if (rows == 0)
        {
            throw AwsError.AlreadyExists($"Thing type {type.Name} already exists with different properties", type.Name.Value);
        }

        Record(EventOperation.Created, type);
    }

    public void Update(ThingType type)
    {
        session.Write(
            Replace, type.Name.Value, type.Description, StoredJson.Write(type.SearchableAttributes), StoredJson.WriteOrNull(type.PropagatingAttributes));
        changes.Add(RegistryChangeKind.ThingType, type.Name.Value);
        Record(EventOperation.Updated, FindForEvent(type.Name));
    }

    public void SetDeprecated(ThingTypeName name, DateTimeOffset? deprecatedAt)
    {
        session.Write(Deprecate, name.Value, deprecatedAt?.ToUnixTimeMilliseconds());
        Record(EventOperation.Updated, FindForEvent(name));
    }

    public bool Delete(ThingTypeName name)
    {
        TagsTable.RemoveAll(session, TaggedResource.ThingType(name));
        var last = FindForEvent(name);
        if (session.Write(Remove, name.Value) == 0)
        {
            return false;
        }

        Record(EventOperation.Deleted, last);
        return true;
    }

    public Page<ThingType> List(ThingTypeName? only, PageRequest page) => only is { } name
        ? Only.Read(session, page, Map, name.Value)
        : All.Read(session, page, Map);

    public bool IsUsed(ThingTypeName name) => session.Number(AnyThing, name.Value) is not null;

    ThingType? FindForEvent(ThingTypeName name) => changes.Records(EventType.ThingType) ? Find(name) : null;

    void Record(EventOperation operation, ThingType? type)
    {
        if (type is not null && changes.Records(EventType.ThingType))
        {
            changes.Add(new ThingTypeEvent(operation, type));
        }
    }

    static ThingType Map(DbDataReader row) => new(
        new ThingTypeName(row.GetString(0)),
        row.GetString(1),
        row.TextOrNull(2),
        StoredJson.ReadNames(row.GetString(3)),
        row.Time(4),
        row.TimeOrNull(5))
    {
        PropagatingAttributes = StoredJson.ReadPropagatingAttributes(row.TextOrNull(6)),
    };
}
