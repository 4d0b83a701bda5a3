namespace Hatchery.Core.Provisioning.Guards;

/// <summary>The guards of one claim or template as the registry holds them, with what was counted.</summary>
/// <param name="Name">What operators call the claim; null for none.</param>
/// <param name="Devices">Registrations so far, counted whether or not a guard was set.</param>
/// <param name="RateFrom">When the rate's current period began; null before the first registration under a rate.</param>
/// <param name="RateCount">Registrations within it.</param>
public sealed record GuardedRegistrations(
    GuardScope Scope, string? Name, ClaimGuards Guards, long Devices, DateTimeOffset? RateFrom, int RateCount, DateTimeOffset ModifiedAt);
