namespace Hatchery.Core.Things;

/// <summary>A device in the registry.</summary>
/// <param name="Id">A UUID, given at creation.</param>
/// <param name="Version">1 at creation, one more with each update.</param>
public sealed record Thing(
    ThingName Name,
    string Id,
    ThingTypeName? TypeName,
    IReadOnlyDictionary<string, string> Attributes,
    long Version,
    DateTimeOffset CreatedAt);

/// <summary>How a principal is attached to a thing. Source: AWS IoT service model, ThingPrincipalType.</summary>
public enum ThingPrincipalType
{
    NonExclusiveThing,
    ExclusiveThing,
}
