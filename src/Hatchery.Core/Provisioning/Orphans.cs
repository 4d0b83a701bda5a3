using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning;

/// <summary>Finds orphans page by page. A page may be short though others follow: each looks at a bounded part of the registry.</summary>
public static class Orphans
{
    public static Page<Orphan> List(IRegistryTransaction registry, OrphanKind kind, PageRequest page) => kind switch
    {
        OrphanKind.PendingCertificate => Map(registry.Certificates.Pending(page), certificate => Pending(registry, certificate)),
        OrphanKind.CertificateWithoutThing => Map(registry.Certificates.WithoutThing(page), certificate => WithoutThing(registry, certificate)),
        OrphanKind.ThingWithoutCertificate => Map(registry.Things.WithoutPrincipal(page), WithoutCertificate),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>One that has a thing lacks its activation only; another was made and never registered.</summary>
    static Orphan Pending(IRegistryTransaction registry, DeviceCertificate certificate) => new(
        OrphanKind.PendingCertificate,
        certificate.Id.Value,
        certificate.Status.ToWire(),
        certificate.CreatedAt,
        registry.Things.CountThingsOf(certificate.Id) > 0 || certificate.CaCertificateId is not null ? SetStatus(certificate.Id, "ACTIVE") : Delete(certificate.Id));

    static Orphan? WithoutThing(IRegistryTransaction registry, DeviceCertificate certificate)
    {
        if (certificate.Status == CertificateStatus.PendingActivation || IsClaim(registry, certificate.Id))
        {
            return null;
        }

        var delete = Delete(certificate.Id);
        return new Orphan(
            OrphanKind.CertificateWithoutThing,
            certificate.Id.Value,
            certificate.Status.ToWire(),
            certificate.CreatedAt,
            certificate.Status == CertificateStatus.Active ? $"{SetStatus(certificate.Id, "INACTIVE")} && {delete}" : delete);
    }

    static Orphan WithoutCertificate(Thing thing) =>
        new(OrphanKind.ThingWithoutCertificate, thing.Name.Value, null, thing.CreatedAt, $"aws iot delete-thing --thing-name {thing.Name}");

    /// <summary>A claim has no thing, and needs none.</summary>
    static bool IsClaim(IRegistryTransaction registry, CertificateId id) =>
        registry.ClaimGuards.Find(GuardScope.Claim(id)) is not null
        || registry.Certificates.OfClaim(id, new PageRequest(1)).Items.Count > 0
        || registry.Policies.DefaultVersionsFor([PolicyTarget.Certificate(id)]).Any(version => PolicyLint.IsForClaims(version.Document));

    static string SetStatus(CertificateId id, string status) => $"aws iot update-certificate --certificate-id {id} --new-status {status}";

    static string Delete(CertificateId id) => $"aws iot delete-certificate --certificate-id {id} --force-delete";

    static Page<Orphan> Map<T>(Page<T> page, Func<T, Orphan?> map) => new([.. page.Items.Select(map).OfType<Orphan>()], page.Next);
}
