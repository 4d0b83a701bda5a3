namespace Hatchery.Core.Diagnosis;

/// <summary>How a failure is cured.</summary>
/// <param name="What">The change, as an instruction.</param>
/// <param name="Where">The place to make it: the firmware, a policy, a template, a setting.</param>
public sealed record Fix(string What, string Where);
