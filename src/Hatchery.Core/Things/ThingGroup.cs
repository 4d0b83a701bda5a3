namespace Hatchery.Core.Things;

/// <summary>A static thing group. Its parent is fixed at creation.</summary>
public sealed record ThingGroup(
    ThingGroupName Name,
    string Id,
    ThingGroupName? Parent,
    string? Description,
    IReadOnlyDictionary<string, string> Attributes,
    long Version,
    DateTimeOffset CreatedAt);
