using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning.Guards;

/// <summary>What guards decide by.</summary>
public sealed record GuardFacts
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>The device's address.</summary>
    public required string SourceIp { get; init; }

    public required GuardedRegistrations Counted { get; init; }

    /// <summary>The value of the parameter that holds the serial number; null when the device sent none.</summary>
    public string? Serial { get; init; }

    /// <summary>That serial number in the allow-list; null when it isn't there.</summary>
    public AllowedSerial? Listed { get; init; }

    /// <summary>The thing that the template names, when it exists.</summary>
    public ThingName? ExistingThing { get; init; }

    /// <summary>What became of the same request before; null when it is new.</summary>
    public HeldStatus? Held { get; init; }
}
