using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning.Steps;

/// <summary>Writes the thing as it is to be, with its version counted up.</summary>
public sealed record UpdateThing(Thing Thing) : ProvisioningStep
{
    public override void Apply(IRegistryTransaction registry, DateTimeOffset now) => registry.Things.Update(Thing);

    public override string ToString() => $"update thing {Thing.Name}{ThingText.Of(Thing)}";
}
