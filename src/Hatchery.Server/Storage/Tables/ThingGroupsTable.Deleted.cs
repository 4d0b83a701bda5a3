using Hatchery.Core.Things;

namespace Hatchery.Server.Storage.Tables;

/// <summary>
/// Groups deleted with things in them. To remove a million memberships at once would stop all writers for seconds, so the group is
/// only hidden, and they go by and by.
/// </summary>
sealed partial class ThingGroupsTable
{
    static readonly Statement AnyMember = new("""
        SELECT m.thing FROM thing_group_members m WHERE m.thing_group = (SELECT id FROM thing_groups WHERE name = $1) LIMIT 1
        """);

    // No client can write this name: a blank is not allowed in one.
    static readonly Statement Retire = new("""
        UPDATE thing_groups SET name = 'deleted ' || id, parent = NULL, description = NULL, attributes = '{}', deleted = 1 WHERE name = $1
        """);

    static readonly Statement FirstDeleted = new("SELECT g.id FROM thing_groups g WHERE g.deleted = 1 ORDER BY g.id LIMIT 1");

    static readonly Statement RemoveMembers = new("""
        DELETE FROM thing_group_members WHERE thing_group = $1 AND thing IN
            (SELECT m.thing FROM thing_group_members m WHERE m.thing_group = $1 ORDER BY m.thing LIMIT $2)
        """);

    static readonly Statement RemoveDeleted = new("DELETE FROM thing_groups WHERE id = $1");

    public int RemoveDeletedMemberships(int max)
    {
        var removed = 0;
        while (removed < max && session.Number(FirstDeleted) is { } group)
        {
            var left = max - removed;
            var count = session.Write(RemoveMembers, group, left);
            removed += count;
            if (count < left)
            {
                session.Write(RemoveDeleted, group);
            }
        }

        return removed;
    }

    bool HasMembers(ThingGroupName name) => session.Number(AnyMember, name.Value) is not null;
}
