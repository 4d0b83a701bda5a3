using System.Text.Json;
using Hatchery.Core.Things;

namespace Hatchery.Core.Events;

/// <summary>A group got a child or lost it.</summary>
public sealed record ThingGroupHierarchyEvent(EventOperation Operation, ThingGroup Parent, ThingGroup Child) : RegistryEvent
{
    public override string Topic => $"$aws/events/thingGroupHierarchy/thingGroup/{Parent.Name}/childThingGroup/{Child.Name}/{Operation.Level}";

    public override byte[] Payload(EventStamp stamp) => JsonSerializer.SerializeToUtf8Bytes(
        new Members(
            "THING_GROUP_HIERARCHY_EVENT",
            stamp.Id,
            stamp.Timestamp,
            Operation.Name,
            stamp.Account.AccountId,
            Parent.Id,
            Parent.Name.Value,
            Child.Id,
            Child.Name.Value),
        RegistryEventsJson.Default.ThingGroupHierarchyEventMembers);

    internal sealed record Members(
        string EventType,
        string EventId,
        long Timestamp,
        string Operation,
        string AccountId,
        string ThingGroupId,
        string ThingGroupName,
        string ChildGroupId,
        string ChildGroupName);
}
