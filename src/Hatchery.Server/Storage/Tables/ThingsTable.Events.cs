using Hatchery.Core.Events;
using Hatchery.Core.Things;

namespace Hatchery.Server.Storage.Tables;

/// <summary>What is told of things, where it is switched on.</summary>
sealed partial class ThingsTable
{
    static readonly Statement GroupsWithIds = new("""
        SELECT g.name, g.uuid FROM thing_group_members m JOIN thing_groups g ON g.id = m.thing_group
        WHERE m.thing = (SELECT id FROM things WHERE name = $1) AND g.deleted = 0
        ORDER BY m.thing_group
        """);

    void Record(EventOperation operation, Thing thing, ThingTypeName? oldType)
    {
        if (changes.Records(EventType.Thing))
        {
            changes.Add(new ThingEvent(operation, thing));
        }

        if (changes.Records(EventType.ThingTypeAssociation) && oldType != thing.TypeName)
        {
            if (oldType is { } lost)
            {
                changes.Add(new ThingTypeAssociationEvent(EventOperation.Removed, thing.Name, thing.Id, lost));
            }

            if (thing.TypeName is { } gained)
            {
                changes.Add(new ThingTypeAssociationEvent(EventOperation.Added, thing.Name, thing.Id, gained));
            }
        }
    }

    /// <summary>Asked before the rows go. A thing's memberships and the association with its type go with it, and each is told.</summary>
    List<RegistryEvent> EventsOfDeletion(ThingName name)
    {
        var (wantsMemberships, wantsType, wantsThing) =
            (changes.Records(EventType.ThingGroupMembership), changes.Records(EventType.ThingTypeAssociation), changes.Records(EventType.Thing));
        if (!(wantsMemberships || wantsType || wantsThing) || Find(name) is not { } thing)
        {
            return [];
        }

        List<RegistryEvent> events = [];
        if (wantsMemberships)
        {
            events.AddRange(session.List(
                GroupsWithIds,
                row => new ThingGroupMembershipEvent(EventOperation.Removed, new ThingGroupName(row.GetString(0)), row.GetString(1), name, thing.Id),
                name.Value));
        }

        if (wantsType && thing.TypeName is { } type)
        {
            events.Add(new ThingTypeAssociationEvent(EventOperation.Removed, name, thing.Id, type));
        }

        if (wantsThing)
        {
            events.Add(new ThingEvent(EventOperation.Deleted, thing));
        }

        return events;
    }
}
