using Hatchery.Core.Policies;
using Hatchery.Core.Registry;

namespace Hatchery.Core.Provisioning.Steps;

public sealed record CreatePolicy(PolicyName Name, string Document) : ProvisioningStep
{
    public override void Apply(IRegistryTransaction registry, DateTimeOffset now) => registry.Policies.Insert(Name, Document, now);

    public override string ToString() => $"create policy {Name} from the template's document";
}
