namespace Hatchery.Core.Things;

/// <summary>Things whose costs are counted together. A thing is in one at most; they have no hierarchy.</summary>
/// <param name="Id">A UUID, given at creation.</param>
/// <param name="Version">1 at creation, one more with each update.</param>
public sealed record BillingGroup(
    BillingGroupName Name,
    string Id,
    string? Description,
    long Version,
    DateTimeOffset CreatedAt);
