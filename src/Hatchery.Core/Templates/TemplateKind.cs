namespace Hatchery.Core.Templates;

/// <summary>
/// What a template is for. It decides how the template may name its certificate and which parameters the server fills in.
/// Source: AWS IoT "Provisioning templates".
/// </summary>
public enum TemplateKind
{
    /// <summary>AWS's <c>FLEET_PROVISIONING</c>: devices register by it with an ownership token.</summary>
    FleetProvisioning,

    /// <summary>AWS's <c>JITP</c>: just-in-time provisioning of a registered CA's devices.</summary>
    Jitp,

    /// <summary>Given in a call of RegisterThing or a bulk task. Its certificate may be new, and the call gives every parameter.</summary>
    Registration,
}
