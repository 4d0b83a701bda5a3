using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning.Steps;

public sealed record AttachPrincipal(ThingName Thing, CertificateId Certificate, ThingPrincipalType Type) : ProvisioningStep
{
    public override void Apply(IRegistryTransaction registry, DateTimeOffset now) => registry.Things.AttachPrincipal(Thing, Certificate, Type);

    public override string ToString() => $"attach certificate {Certificate} to thing {Thing}{(Type == ThingPrincipalType.ExclusiveThing ? " exclusively" : "")}";
}
