using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;

namespace Hatchery.Core.Provisioning.Steps;

public sealed record SetCertificateStatus(CertificateId Certificate, CertificateStatus Status) : ProvisioningStep
{
    public override void Apply(IRegistryTransaction registry, DateTimeOffset now) => registry.Certificates.SetStatus(Certificate, Status, now);

    public override string ToString() => $"set certificate {Certificate} {Status.ToWire()}";
}
