namespace Hatchery.Core.Things;

public sealed record ThingType(
    ThingTypeName Name,
    string Id,
    string? Description,
    IReadOnlyList<string> SearchableAttributes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DeprecatedAt = null);
