namespace Hatchery.Core.Things;

public sealed record ThingType(
    ThingTypeName Name,
    string Id,
    string? Description,
    IReadOnlyList<string> SearchableAttributes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DeprecatedAt = null)
{
    /// <summary>The type's <c>mqtt5Configuration</c>.</summary>
    public IReadOnlyList<PropagatingAttribute> PropagatingAttributes { get; init; } = [];
}
