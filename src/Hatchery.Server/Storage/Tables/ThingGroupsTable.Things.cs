using System.Globalization;
using Hatchery.Core;
using Hatchery.Core.Events;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Storage.Tables;

/// <summary>Which things are in which groups.</summary>
sealed partial class ThingGroupsTable
{
    static readonly Statement Add = new("""
        INSERT INTO thing_group_members (thing_group, thing)
        SELECT g.id, t.id FROM thing_groups g CROSS JOIN things t WHERE g.name = $1 AND t.name = $2
        ON CONFLICT (thing_group, thing) DO NOTHING
        """);

    static readonly Statement ThingExists = new("SELECT t.id FROM things t WHERE t.name = $1");

    static readonly Statement RemoveMember = new("""
        DELETE FROM thing_group_members
        WHERE thing_group = (SELECT id FROM thing_groups WHERE name = $1) AND thing = (SELECT id FROM things WHERE name = $2)
        """);

    static readonly PagedList GroupsOfThing = PagedList.ByNumber(
        """
        SELECT m.thing_group, g.name FROM thing_group_members m JOIN thing_groups g ON g.id = m.thing_group
        WHERE g.deleted = 0 AND m.thing = (SELECT id FROM things WHERE name = $3) AND
        """,
        "m.thing_group");

    static readonly Statement GroupsAndParents = new("""
        WITH RECURSIVE up (id, parent) AS
            (SELECT g.id, g.parent FROM thing_group_members m JOIN thing_groups g ON g.id = m.thing_group
             WHERE m.thing = (SELECT id FROM things WHERE name = $1) AND g.deleted = 0
             UNION
             SELECT g.id, g.parent FROM up JOIN thing_groups g ON g.id = up.parent)
        SELECT g.name FROM up JOIN thing_groups g ON g.id = up.id ORDER BY g.id
        """);

    static readonly PagedList Members = PagedList.ByNumber(
        """
        SELECT m.thing, t.name FROM thing_group_members m JOIN things t ON t.id = m.thing
        WHERE m.thing_group = (SELECT id FROM thing_groups WHERE name = $3) AND
        """,
        "m.thing");

    static readonly Statement Tree = new($"{Below("$1")} UNION ALL SELECT id FROM thing_groups WHERE name = $1 ORDER BY 1");

    // $3 one group of the tree below $4. A thing in several of them shows in the first.
    static readonly PagedList MembersOfOne = PagedList.ByNumber(
        $"""
        SELECT m.thing, t.name FROM thing_group_members m JOIN things t ON t.id = m.thing
        WHERE m.thing_group = $3
        AND NOT EXISTS
            (SELECT 1 FROM thing_group_members e
             WHERE e.thing = m.thing AND e.thing_group < $3
             AND (e.thing_group IN ({Below("$4")}) OR e.thing_group = (SELECT id FROM thing_groups WHERE name = $4)))
        AND
        """,
        "m.thing");

    public void AddThing(ThingGroupName group, ThingName thing)
    {
        if (session.Write(Add, group.Value, thing.Value) > 0)
        {
            changes.Add(RegistryChangeKind.Thing, thing.Value);
            RecordMembership(EventOperation.Added, group, thing);
            return;
        }

        if (session.Number(IdOf, group.Value) is null)
        {
            throw NotFound(group);
        }

        if (session.Number(ThingExists, thing.Value) is null)
        {
            throw AwsError.NotFound($"Thing {thing} not found");
        }
    }

    public bool RemoveThing(ThingGroupName group, ThingName thing)
    {
        if (session.Write(RemoveMember, group.Value, thing.Value) == 0)
        {
            return false;
        }

        changes.Add(RegistryChangeKind.Thing, thing.Value);
        RecordMembership(EventOperation.Removed, group, thing);
        return true;
    }

    /// <summary>In order of the groups' creation.</summary>
    public Page<ThingGroupName> GroupsOf(ThingName thing, PageRequest page) =>
        GroupsOfThing.Read(session, page, static row => new ThingGroupName(row.GetString(1)), thing.Value);

    public IReadOnlyList<ThingGroupName> GroupsAndParentsOf(ThingName thing) =>
        session.List(GroupsAndParents, static row => new ThingGroupName(row.GetString(0)), thing.Value);

    /// <summary>In order of the things' creation; recursive, group by group, each thing once.</summary>
    public Page<ThingName> ThingsIn(ThingGroupName group, bool recursive, PageRequest page) => recursive
        ? ThingsInTree(group, page)
        : Members.Read(session, page, static row => new ThingName(row.GetString(1)), group.Value);

    /// <summary>One group after the other, so that no page sorts or walks the things of the whole tree.</summary>
    Page<ThingName> ThingsInTree(ThingGroupName root, PageRequest page)
    {
        var groups = session.List(Tree, static row => row.GetInt64(0), root.Value);
        if (!page.Ascending)
        {
            groups.Reverse();
        }

        var (after, current) = page.After is { } position ? Resume(position) : (null, null);
        var things = new List<ThingName>();
        string? next = null;
        foreach (var group in groups.Where(group => current is null || (page.Ascending ? group >= current : group <= current)))
        {
            if (things.Count == page.Size)
            {
                if (HasMore(group, root, page))
                {
                    return new Page<ThingName>(things, next);
                }

                continue;
            }

            var part = page with { Size = page.Size - things.Count, After = group == current ? after : null };
            var read = MembersOfOne.Read(
                session, part, static row => (Id: row.GetInt64(0), Name: new ThingName(row.GetString(1))), group, root.Value);
            things.AddRange(read.Items.Select(thing => thing.Name));
            if (read.Items is [.., var last])
            {
                next = Position.Join($"{group}", last.Id);
            }

            if (read.Next is not null)
            {
                return new Page<ThingName>(things, next);
            }
        }

        return new Page<ThingName>(things, null);
    }

    bool HasMore(long group, ThingGroupName root, PageRequest page) =>
        MembersOfOne.Read(session, page with { Size = 1, After = null }, static row => row.GetInt64(0), group, root.Value).Items.Count > 0;

    static (string? After, long? Group) Resume(string position)
    {
        var (group, thing) = Position.Split(position);
        return (thing.ToString(CultureInfo.InvariantCulture), Position.Number(group));
    }
}
