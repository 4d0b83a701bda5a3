namespace Hatchery.Core.Provisioning.Guards;

/// <summary>All guards in the order in which they are asked; what comes last bothers a person.</summary>
public static class GuardTable
{
    public static IReadOnlyList<Guard> All { get; } =
    [
        TimeWindowGuard.Guard,
        NetworksGuard.Guard,
        RateGuard.Guard,
        DevicesMaxGuard.Guard,
        AllowListGuard.Guard,
        ExistingThingGuard.Guard,
        ApprovalGuard.Guard,
    ];

    /// <summary>The first guard in the way; null when all let the device pass.</summary>
    public static GuardVerdict? Decide(GuardStage stage, GuardFacts facts)
    {
        foreach (var guard in All)
        {
            if (guard.From <= stage && guard.WhyNot(facts.Counted.Guards, facts) is { } seen)
            {
                return new GuardVerdict(facts.Counted.Scope, guard.Id, seen, guard.Holds(facts));
            }
        }

        return null;
    }
}
