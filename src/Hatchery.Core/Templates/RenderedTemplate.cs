namespace Hatchery.Core.Templates;

/// <summary>A template with one device's values filled in: what the registry shall hold afterwards.</summary>
public sealed record RenderedTemplate(
    RenderedThing? Thing,
    RenderedCertificate? Certificate,
    IReadOnlyList<RenderedPolicy> Policies,
    IReadOnlyDictionary<string, string> DeviceConfiguration);
