using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning.Steps;

public sealed record CreateThing(Thing Thing) : ProvisioningStep
{
    public override void Apply(IRegistryTransaction registry, DateTimeOffset now) => registry.Things.Insert(Thing);

    public override string ToString() => $"create thing {Thing.Name}{ThingText.Of(Thing)}";
}
