using Hatchery.Core.Registry;

namespace Hatchery.Core.Provisioning;

/// <summary>One write of a registration. Its text is what a dry run shows.</summary>
public abstract record ProvisioningStep
{
    public abstract void Apply(IRegistryTransaction registry, DateTimeOffset now);

    public abstract override string ToString();
}
