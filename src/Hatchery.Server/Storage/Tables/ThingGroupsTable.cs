using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Events;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Storage.Tables;

/// <summary>Groups and their tree; their things and events are in the other parts.</summary>
sealed partial class ThingGroupsTable(SqlSession session, ChangeLog changes) : IThingGroups
{
    const string Columns = "g.name, g.uuid, u.name, g.description, g.attributes, g.version, g.created_at";

    const string From = "FROM thing_groups g LEFT JOIN thing_groups u ON u.id = g.parent";

    static readonly Statement ByName = new($"SELECT {Columns} {From} WHERE g.name = $1");

    static readonly Statement IdOf = new("SELECT g.id FROM thing_groups g WHERE g.name = $1");

    static readonly Statement New = new("""
        INSERT INTO thing_groups (name, uuid, parent, description, attributes, version, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (name) DO NOTHING
        """);

    static readonly Statement Replace = new("UPDATE thing_groups SET description = $2, attributes = $3, version = $4 WHERE name = $1");

    static readonly Statement DetachPolicies = new("""
        DELETE FROM policy_targets WHERE kind = 'thinggroup' AND target = (SELECT id FROM thing_groups WHERE name = $1)
        """);

    // A child group stops it (a foreign key).
    static readonly Statement Remove = new("DELETE FROM thing_groups WHERE name = $1");

    static readonly Statement ChildCount = new("""
        SELECT COUNT(*) FROM thing_groups g WHERE g.parent = (SELECT id FROM thing_groups WHERE name = $1)
        """);

    static readonly Statement AncestorsOf = new($"""
        WITH RECURSIVE up (id, parent, distance) AS
            (SELECT p.id, p.parent, 1 FROM thing_groups c JOIN thing_groups p ON p.id = c.parent WHERE c.name = $1
             UNION ALL
             SELECT p.id, p.parent, up.distance + 1 FROM up JOIN thing_groups p ON p.id = up.parent)
        SELECT {Columns} FROM up JOIN thing_groups g ON g.id = up.id LEFT JOIN thing_groups u ON u.id = g.parent
        ORDER BY up.distance DESC
        """);

    static readonly PagedList All = PagedList.ByPrefix($"SELECT {Columns} {From} WHERE g.deleted = 0 AND", "g.name");

    static readonly PagedList Roots = PagedList.ByPrefix($"SELECT {Columns} {From} WHERE g.parent IS NULL AND g.deleted = 0 AND", "g.name");

    static readonly PagedList Children = PagedList.ByPrefix(
        $"SELECT {Columns} {From} WHERE g.parent = (SELECT id FROM thing_groups WHERE name = $4) AND", "g.name");

    static readonly PagedList Descendants = PagedList.ByPrefix($"SELECT {Columns} {From} WHERE g.id IN ({Below("$4")}) AND", "g.name");

    public ThingGroup? Find(ThingGroupName name) => session.Find(ByName, Map, name.Value);

    public void Insert(ThingGroup group)
    {
        long? parent = group.Parent is { } parentName ? session.Number(IdOf, parentName.Value) ?? throw NotFound(parentName) : null;
        var rows = session.Write(
            New,
            group.Name.Value,
            group.Id,
            parent,
            group.Description,
            StoredJson.Write(group.Attributes),
            group.Version,
            group.CreatedAt.ToUnixTimeMilliseconds());
        if (rows == 0)
        {
            throw AwsError.AlreadyExists(
                $"Thing Group {group.Name} already exists in current account with different properties", group.Name.Value);
        }

        if (RecordsGroups)
        {
            Record(EventOperation.Created, group, Ancestors(group.Name));
        }
    }

    public void Update(ThingGroup group)
    {
        session.Write(Replace, group.Name.Value, group.Description, StoredJson.Write(group.Attributes), group.Version);
        if (changes.Records(EventType.ThingGroup))
        {
            Record(EventOperation.Updated, group, Ancestors(group.Name));
        }
    }

    public bool Delete(ThingGroupName name)
    {
        var (last, ancestors) = RecordsGroups ? (Find(name), Ancestors(name)) : (null, []);
        session.Write(DetachPolicies, name.Value);
        TagsTable.RemoveAll(session, TaggedResource.ThingGroup(name));
        if (session.Write(HasMembers(name) && CountChildren(name) == 0 ? Retire : Remove, name.Value) == 0)
        {
            return false;
        }

        changes.Add(RegistryChangeKind.ThingGroup, name.Value);
        if (last is not null)
        {
            Record(EventOperation.Deleted, last, ancestors);
        }

        return true;
    }

    /// <summary>By name.</summary>
    public Page<ThingGroup> List(ThingGroupFilter filter, PageRequest page)
    {
        var prefix = filter.NamePrefix ?? "";
        return filter switch
        {
            { Parent: { } parent, Recursive: true } => Descendants.ReadWithPrefix(session, page, prefix, Map, parent.Value),
            { Parent: { } parent } => Children.ReadWithPrefix(session, page, prefix, Map, parent.Value),
            { Recursive: true } => All.ReadWithPrefix(session, page, prefix, Map),
            _ => Roots.ReadWithPrefix(session, page, prefix, Map),
        };
    }

    public int CountChildren(ThingGroupName name) => session.Count(ChildCount, name.Value);

    public IReadOnlyList<ThingGroup> Ancestors(ThingGroupName name) => session.List(AncestorsOf, Map, name.Value);

    /// <summary>Ids of the groups below the one that <paramref name="parameter"/> names.</summary>
    static string Below(string parameter) => $"""
        WITH RECURSIVE below (id) AS
            (SELECT b.id FROM thing_groups b JOIN thing_groups r ON r.id = b.parent WHERE r.name = {parameter}
             UNION ALL
             SELECT b.id FROM below JOIN thing_groups b ON b.parent = below.id)
        SELECT id FROM below
        """;

    static AwsError NotFound(ThingGroupName name) => AwsError.NotFound($"Thing Group {name} not found");

    static ThingGroup Map(DbDataReader row) => new(
        new ThingGroupName(row.GetString(0)),
        row.GetString(1),
        row.TextOrNull(2) is { } parent ? new ThingGroupName(parent) : null,
        row.TextOrNull(3),
        StoredJson.ReadAttributes(row.GetString(4)),
        row.GetInt64(5),
        row.Time(6));
}
