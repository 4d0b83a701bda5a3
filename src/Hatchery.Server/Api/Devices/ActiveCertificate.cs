using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Devices;

/// <summary>A connection may be older than its certificate's last change.</summary>
static class ActiveCertificate
{
    /// <summary>Why the certificate may not be used now; null when it may.</summary>
    /// <param name="otherwise">The reason when it is a provisioning claim's, or not registered any more.</param>
    public static Failure? Refusal(IRegistryTransaction registry, CertificateId id, DateTimeOffset now, Failure otherwise) =>
        registry.Certificates.Find(id) is { } certificate ? CertificateRefusal.Of(certificate, now) : otherwise;
}
