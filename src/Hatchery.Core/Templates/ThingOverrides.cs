namespace Hatchery.Core.Templates;

/// <summary>What becomes of a thing that exists already, property by property.</summary>
public sealed record ThingOverrides(OverrideAction Attributes, OverrideAction TypeName, OverrideAction Groups);
