using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning;

/// <summary>A RegisterThing request of a device, parsed and within bounds.</summary>
public sealed record RegisterThingRequest(TemplateName TemplateName, string OwnershipToken, IReadOnlyDictionary<string, string> Parameters);

/// <summary>The answer of RegisterThing.</summary>
/// <param name="ThingName">Null when the template has no thing.</param>
/// <param name="DeviceConfiguration">Never null; empty without one.</param>
public sealed record RegisterThingReply(string? ThingName, IReadOnlyDictionary<string, string> DeviceConfiguration);
