namespace Hatchery.Core.Provisioning.Guards;

/// <summary>One kind of guard. Each has a file of its own; <see cref="GuardTable"/> lists them.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="From">The first stage that knows what it needs.</param>
/// <param name="WhyNot">What it saw that stands in the way; null lets the device pass. It is never asked before <paramref name="From"/>.</param>
public sealed record Guard(string Id, GuardStage From, Func<ClaimGuards, GuardFacts, string?> WhyNot)
{
    /// <summary>It holds instead of refusing, when the facts say so.</summary>
    public Func<GuardFacts, bool> Holds { get; init; } = static _ => false;
}
