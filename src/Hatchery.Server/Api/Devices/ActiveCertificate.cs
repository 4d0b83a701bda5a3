using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Devices;

/// <summary>A connection may be older than its certificate's last change.</summary>
static class ActiveCertificate
{
    /// <summary>Why the certificate may not be used now; null when it may.</summary>
    public static Failure? Refusal(IRegistryTransaction registry, CertificateId id, DateTimeOffset now) => registry.Certificates.Find(id) is { } certificate
        ? CertificateRefusal.Of(certificate, now)
        : Failure.Of(CertificateCauses.LostActive, "it is a provisioning claim, or not registered any more");
}
