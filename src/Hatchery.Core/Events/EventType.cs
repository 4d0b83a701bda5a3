namespace Hatchery.Core.Events;

/// <summary>What events can be switched on for. Source: AWS IoT service model, EventType.</summary>
public enum EventType
{
    Thing,
    ThingGroup,
    ThingType,
    ThingGroupMembership,
    ThingGroupHierarchy,
    ThingTypeAssociation,
    Job,
    JobExecution,
    Policy,
    Certificate,
    CaCertificate,
}

public static class EventTypeText
{
    public static string ToWire(this EventType type) => type switch
    {
        EventType.Thing => "THING",
        EventType.ThingGroup => "THING_GROUP",
        EventType.ThingType => "THING_TYPE",
        EventType.ThingGroupMembership => "THING_GROUP_MEMBERSHIP",
        EventType.ThingGroupHierarchy => "THING_GROUP_HIERARCHY",
        EventType.ThingTypeAssociation => "THING_TYPE_ASSOCIATION",
        EventType.Job => "JOB",
        EventType.JobExecution => "JOB_EXECUTION",
        EventType.Policy => "POLICY",
        EventType.Certificate => "CERTIFICATE",
        EventType.CaCertificate => "CA_CERTIFICATE",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Null when the text is none of AWS's event types.</summary>
    public static EventType? FromWire(string text)
    {
        foreach (var type in Enum.GetValues<EventType>())
        {
            if (type.ToWire() == text)
            {
                return type;
            }
        }

        return null;
    }
}
