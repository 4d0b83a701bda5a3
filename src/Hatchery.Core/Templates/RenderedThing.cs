using Hatchery.Core.Things;

namespace Hatchery.Core.Templates;

/// <summary>The thing a template asks for, with a device's values filled in and found legal.</summary>
/// <param name="TypeName">Null when the template has no such property; so are the two next.</param>
public sealed record RenderedThing(
    string LogicalName,
    ThingName Name,
    ThingTypeName? TypeName,
    IReadOnlyDictionary<string, string>? Attributes,
    IReadOnlyList<ThingGroupName>? Groups,
    ThingOverrides Overrides,
    BillingGroupName? BillingGroup = null);
