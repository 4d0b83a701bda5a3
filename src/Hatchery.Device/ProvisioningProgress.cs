namespace Hatchery.Device;

/// <summary>A step just done.</summary>
/// <param name="Elapsed">Since the step before, or since the start.</param>
/// <param name="Detail">What the step brought: the certificate id, the thing name, why it is tried again.</param>
public sealed record ProvisioningProgress(ProvisioningStep Step, TimeSpan Elapsed, string? Detail = null);
