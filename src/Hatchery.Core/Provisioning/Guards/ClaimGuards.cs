using System.Globalization;
using Hatchery.Core.Policies.Conditions;

namespace Hatchery.Core.Provisioning.Guards;

/// <summary>Who may register through a claim, or by a template: ours, beside AWS's hook. What is null, false or empty is off.</summary>
public sealed record ClaimGuards
{
    public static readonly ClaimGuards None = new();

    public AllowList? AllowList { get; init; }

    /// <summary>Registrations ever, those before the guard was set among them.</summary>
    public long? DevicesMax { get; init; }

    public TimeWindow? Window { get; init; }

    public RegistrationRate? Rate { get; init; }

    /// <summary>Addresses and CIDR ranges that devices come from.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>A thing that exists already is not provisioned again.</summary>
    public bool RefusesExistingThings { get; init; }

    /// <summary>Each registration waits until an operator approves it.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>What an operator's own registration is held to as well.</summary>
    public ClaimGuards ForOperators() => this with { Networks = [], NeedsApproval = false };

    /// <summary>Whether a text can stand in <see cref="Networks"/>.</summary>
    public static bool IsNetwork(string? text) => AddressRange.TryParse(text, out _);
}

/// <summary>Only devices whose serial number stands in a list, which is a table of its own.</summary>
/// <param name="Parameter">The parameter of RegisterThing that holds the serial number.</param>
/// <param name="Reusable">False lets each serial number register once.</param>
public sealed record AllowList(string Parameter, bool Reusable)
{
    public const string DefaultParameter = "SerialNumber";
}

/// <summary>From (inclusive) to (exclusive); an end that is null is open.</summary>
public sealed record TimeWindow(DateTimeOffset? From, DateTimeOffset? To);

/// <summary>At most <paramref name="Count"/> registrations within a period, which begins with the first of them.</summary>
public sealed record RegistrationRate(int Count, RatePeriod Period)
{
    public TimeSpan Length => Period == RatePeriod.Minute ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(1);

    /// <summary>From <c>10/minute</c> or <c>10/hour</c>; null for any other text.</summary>
    public static RegistrationRate? Parse(string text) => text.Split('/') switch
    {
        [var count, "minute"] => Parse(count, RatePeriod.Minute),
        [var count, "hour"] => Parse(count, RatePeriod.Hour),
        _ => null,
    };

    static RegistrationRate? Parse(string text, RatePeriod period) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? new RegistrationRate(count, period) : null;

    public override string ToString() => $"{Count}/{(Period == RatePeriod.Minute ? "minute" : "hour")}";
}

public enum RatePeriod
{
    Minute,
    Hour,
}
