using System.Text.Json;
using Hatchery.Core.Things;

namespace Hatchery.Core.Events;

/// <summary>A thing got a type or lost it. AWS's event names no account.</summary>
/// <param name="ThingId">The UUID of the thing.</param>
public sealed record ThingTypeAssociationEvent(EventOperation Operation, ThingName Thing, string ThingId, ThingTypeName ThingType) : RegistryEvent
{
    public override string Topic => $"$aws/events/thingTypeAssociation/thing/{Thing}/thingType/{ThingType}/{Operation.Level}";

    public override byte[] Payload(EventStamp stamp) => JsonSerializer.SerializeToUtf8Bytes(
        new Members(stamp.Id, "THING_TYPE_ASSOCIATION_EVENT", Operation.Name, ThingId, Thing.Value, ThingType.Value, stamp.Timestamp),
        RegistryEventsJson.Default.ThingTypeAssociationEventMembers);

    internal sealed record Members(
        string EventId,
        string EventType,
        string Operation,
        string ThingId,
        string ThingName,
        string ThingTypeName,
        long Timestamp);
}
