using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning.Steps;

public sealed record AddToGroup(ThingGroupName Group, ThingName Thing) : ProvisioningStep
{
    public override void Apply(IRegistryTransaction registry, DateTimeOffset now) => registry.ThingGroups.AddThing(Group, Thing);

    public override string ToString() => $"add thing {Thing} to group {Group}";
}
