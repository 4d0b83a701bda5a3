using Hatchery.Core.Certificates;

namespace Hatchery.Core.Provisioning;

/// <summary>The connection that a device asks over.</summary>
/// <param name="ClaimId">Its certificate: the claim, or the device's own when it provisions again.</param>
public sealed record Asker(CertificateId ClaimId, string ClientId, string SourceIp);
