using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning;

/// <summary>
/// RegisterThing inside one transaction: token, template, render, plan, apply. Pure but for the port into the registry.
/// Source: AWS IoT "Device provisioning MQTT API".
/// </summary>
public static class RegisterThing
{
    /// <param name="parse">Parsed template bodies, cached by the caller.</param>
    /// <param name="newThingId">A fresh UUID, used when a thing is created.</param>
    /// <exception cref="AwsError">The rejection; nothing is to be written then.</exception>
    public static RegisterThingReply Run(
        IRegistryTransaction registry,
        RegisterThingRequest request,
        Func<ProvisioningTemplateVersion, TemplateDocument> parse,
        string newThingId,
        DateTimeOffset now) => throw new NotSupportedException();
}
