using System.Text.Json;
using Hatchery.Core.Things;

namespace Hatchery.Core.Events;

/// <summary>A thing group was created, updated or deleted.</summary>
/// <param name="Group">As it is now; deleted, as it was last.</param>
/// <param name="Ancestors">From the root down to the direct parent; empty for a root.</param>
public sealed record ThingGroupEvent(EventOperation Operation, ThingGroup Group, IReadOnlyList<ThingGroup> Ancestors) : RegistryEvent
{
    public override string Topic => $"$aws/events/thingGroup/{Group.Name}/{Operation.Level}";

    public override byte[] Payload(EventStamp stamp) => JsonSerializer.SerializeToUtf8Bytes(
        new Members(
            "THING_GROUP_EVENT",
            stamp.Id,
            stamp.Timestamp,
            Operation.Name,
            stamp.Account.AccountId,
            Group.Id,
            Group.Name.Value,
            Group.Version,
            Group.Parent?.Value,
            Ancestors is [.., var parent] ? parent.Id : null,
            Group.Description,
            [.. Ancestors.Select(ancestor => new Ancestor(stamp.Account.IotArn("thinggroup", ancestor.Name.Value), ancestor.Id))],
            Group.Attributes,
            DynamicGroupMappingId: null),
        RegistryEventsJson.Default.ThingGroupEventMembers);

    internal sealed record Members(
        string EventType,
        string EventId,
        long Timestamp,
        string Operation,
        string AccountId,
        string ThingGroupId,
        string ThingGroupName,
        long VersionNumber,
        string? ParentGroupName,
        string? ParentGroupId,
        string? Description,
        IReadOnlyList<Ancestor> RootToParentThingGroups,
        IReadOnlyDictionary<string, string> Attributes,
        string? DynamicGroupMappingId);

    internal sealed record Ancestor(string GroupArn, string GroupId);
}
