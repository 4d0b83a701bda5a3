using System.Text.Json;
using Hatchery.Core.Things;

namespace Hatchery.Core.Events;

/// <summary>A thing type was created, deleted, or updated, which being deprecated is too.</summary>
/// <param name="ThingType">As it is now; deleted, as it was last.</param>
public sealed record ThingTypeEvent(EventOperation Operation, ThingType ThingType) : RegistryEvent
{
    public override string Topic => $"$aws/events/thingType/{ThingType.Name}/{Operation.Level}";

    public override byte[] Payload(EventStamp stamp) => JsonSerializer.SerializeToUtf8Bytes(
        new Members(
            "THING_TYPE_EVENT",
            stamp.Id,
            stamp.Timestamp,
            Operation.Name,
            stamp.Account.AccountId,
            ThingType.Id,
            ThingType.Name.Value,
            ThingType.DeprecatedAt is not null,
            ThingType.DeprecatedAt?.ToUnixTimeMilliseconds(),
            ThingType.SearchableAttributes,
            ThingType.Description),
        RegistryEventsJson.Default.ThingTypeEventMembers);

    internal sealed record Members(
        string EventType,
        string EventId,
        long Timestamp,
        string Operation,
        string AccountId,
        string ThingTypeId,
        string ThingTypeName,
        bool IsDeprecated,
        long? DeprecationDate,
        IReadOnlyList<string> SearchableAttributes,
        string? Description);
}
