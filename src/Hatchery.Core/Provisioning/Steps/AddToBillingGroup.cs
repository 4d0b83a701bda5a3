using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning.Steps;

public sealed record AddToBillingGroup(BillingGroupName Group, ThingName Thing) : ProvisioningStep
{
    public override void Apply(IRegistryTransaction registry, DateTimeOffset now) => registry.BillingGroups.AddThing(Group, Thing);

    public override string ToString() => $"add thing {Thing} to billing group {Group}";
}
