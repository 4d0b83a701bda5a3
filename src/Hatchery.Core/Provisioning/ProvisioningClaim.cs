using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning;

/// <summary>
/// The temporary certificate of a trusted user: lets one device provision itself by one template, within five minutes. It is no
/// certificate of the registry, so that no list shows it and no operation changes it. Source: AWS IoT "Provisioning by trusted user".
/// </summary>
/// <param name="ExpiresAt">The certificate's own end, too.</param>
public sealed record ProvisioningClaim(CertificateId CertificateId, TemplateName Template, DateTimeOffset ExpiresAt);
