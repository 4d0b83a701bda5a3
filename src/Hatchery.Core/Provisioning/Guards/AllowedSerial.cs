using Hatchery.Core.Certificates;

namespace Hatchery.Core.Provisioning.Guards;

/// <summary>One line of an allow-list.</summary>
/// <param name="UsedBy">The certificate that was registered with it last; null while unused.</param>
public sealed record AllowedSerial(string Serial, CertificateId? UsedBy = null, DateTimeOffset? UsedAt = null);
