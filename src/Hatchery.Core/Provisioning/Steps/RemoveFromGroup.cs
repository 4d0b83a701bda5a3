using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning.Steps;

public sealed record RemoveFromGroup(ThingGroupName Group, ThingName Thing) : ProvisioningStep
{
    public override void Apply(IRegistryTransaction registry, DateTimeOffset now) => registry.ThingGroups.RemoveThing(Group, Thing);

    public override string ToString() => $"remove thing {Thing} from group {Group}";
}
