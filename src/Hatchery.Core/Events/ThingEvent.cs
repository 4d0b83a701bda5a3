using System.Text.Json;
using Hatchery.Core.Things;

namespace Hatchery.Core.Events;

/// <summary>A thing was created, updated or deleted.</summary>
/// <param name="Thing">As it is now; deleted, as it was last.</param>
public sealed record ThingEvent(EventOperation Operation, Thing Thing) : RegistryEvent
{
    public override string Topic => $"$aws/events/thing/{Thing.Name}/{Operation.Level}";

    public override byte[] Payload(EventStamp stamp) => JsonSerializer.SerializeToUtf8Bytes(
        new Members(
            "THING_EVENT",
            stamp.Id,
            stamp.Timestamp,
            Operation.Name,
            stamp.Account.AccountId,
            Thing.Id,
            Thing.Name.Value,
            Thing.Version,
            Thing.TypeName?.Value,
            Thing.Attributes),
        RegistryEventsJson.Default.ThingEventMembers);

    internal sealed record Members(
        string EventType,
        string EventId,
        long Timestamp,
        string Operation,
        string AccountId,
        string ThingId,
        string ThingName,
        long VersionNumber,
        string? ThingTypeName,
        IReadOnlyDictionary<string, string> Attributes);
}
