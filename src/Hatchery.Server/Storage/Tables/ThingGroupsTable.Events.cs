using Hatchery.Core.Events;
using Hatchery.Core.Things;

namespace Hatchery.Server.Storage.Tables;

/// <summary>What is told of groups, where it is switched on.</summary>
sealed partial class ThingGroupsTable
{
    static readonly Statement IdsOf = new("SELECT g.uuid, t.uuid FROM thing_groups g CROSS JOIN things t WHERE g.name = $1 AND t.name = $2");

    bool RecordsGroups => changes.Records(EventType.ThingGroup) || changes.Records(EventType.ThingGroupHierarchy);

    /// <summary>A group, and its place below its parent, which it gets and leaves with its life.</summary>
    void Record(EventOperation operation, ThingGroup group, IReadOnlyList<ThingGroup> ancestors)
    {
        if (changes.Records(EventType.ThingGroup))
        {
            changes.Add(new ThingGroupEvent(operation, group, ancestors));
        }

        if (operation != EventOperation.Updated && ancestors is [.., var parent] && changes.Records(EventType.ThingGroupHierarchy))
        {
            var place = operation == EventOperation.Created ? EventOperation.Added : EventOperation.Removed;
            changes.Add(new ThingGroupHierarchyEvent(place, parent, group));
        }
    }

    void RecordMembership(EventOperation operation, ThingGroupName group, ThingName thing)
    {
        if (changes.Records(EventType.ThingGroupMembership)
            && session.FindValue(IdsOf, static row => (Group: row.GetString(0), Thing: row.GetString(1)), group.Value, thing.Value) is { } ids)
        {
            changes.Add(new ThingGroupMembershipEvent(operation, group, ids.Group, thing, ids.Thing));
        }
    }
}
