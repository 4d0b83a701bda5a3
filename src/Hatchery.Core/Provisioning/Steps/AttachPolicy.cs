using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;

namespace Hatchery.Core.Provisioning.Steps;

public sealed record AttachPolicy(PolicyName Name, CertificateId Certificate) : ProvisioningStep
{
    public override void Apply(IRegistryTransaction registry, DateTimeOffset now) => registry.Policies.Attach(Name, PolicyTarget.Certificate(Certificate));

    public override string ToString() => $"attach policy {Name} to certificate {Certificate}";
}
