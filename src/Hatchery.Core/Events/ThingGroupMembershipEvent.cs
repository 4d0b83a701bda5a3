using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hatchery.Core.Things;

namespace Hatchery.Core.Events;

/// <summary>A thing was added to a group or removed from it.</summary>
/// <param name="GroupId">The UUID of the group.</param>
/// <param name="ThingId">The UUID of the thing.</param>
public sealed record ThingGroupMembershipEvent(
    EventOperation Operation, ThingGroupName Group, string GroupId, ThingName Thing, string ThingId) : RegistryEvent
{
    public override string Topic => $"$aws/events/thingGroupMembership/thingGroup/{Group}/thing/{Thing}/{Operation.Level}";

    /// <summary>The same when the thing is added and when it is removed: made of the ids of both, no row has to hold it.</summary>
    public string MembershipId => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{GroupId}/{ThingId}")).AsSpan(0, 16)).ToString();

    public override byte[] Payload(EventStamp stamp) => JsonSerializer.SerializeToUtf8Bytes(
        new Members(
            "THING_GROUP_MEMBERSHIP_EVENT",
            stamp.Id,
            stamp.Timestamp,
            Operation.Name,
            stamp.Account.AccountId,
            stamp.Account.IotArn("thinggroup", Group.Value),
            GroupId,
            stamp.Account.IotArn("thing", Thing.Value),
            ThingId,
            MembershipId),
        RegistryEventsJson.Default.ThingGroupMembershipEventMembers);

    internal sealed record Members(
        string EventType,
        string EventId,
        long Timestamp,
        string Operation,
        string AccountId,
        string GroupArn,
        string GroupId,
        string ThingArn,
        string ThingId,
        string MembershipId);
}
