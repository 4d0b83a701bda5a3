using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning;

/// <summary>
/// The older certificates of a thing that was provisioned again. They end once the new one has connected and never before: an answer
/// that got lost must not lock the device out.
/// </summary>
public static class OlderCertificates
{
    /// <summary>Marks a certificate just registered: its first connection is to call <see cref="End"/>.</summary>
    /// <param name="existing">The thing as it was before; null when it is new and so has no older ones.</param>
    internal static void Leave(IRegistryTransaction registry, CertificateId certificate, Thing? existing, OlderCertificateAction action)
    {
        if (action != OlderCertificateAction.Keep && existing is not null)
        {
            registry.Certificates.SetOlderCertificates(certificate, action);
        }
    }

    /// <summary>Ends the certificates of its things that are older than <paramref name="id"/>, which has connected; gives those that were ended.</summary>
    public static IReadOnlyList<CertificateId> End(IRegistryTransaction registry, CertificateId id, DateTimeOffset now)
    {
        if (registry.Certificates.Find(id) is not { Status: CertificateStatus.Active, OlderCertificates: not OlderCertificateAction.Keep } certificate)
        {
            return [];
        }

        var end = certificate.OlderCertificates == OlderCertificateAction.Revoke ? CertificateStatus.Revoked : CertificateStatus.Inactive;
        var ended = registry.Things.ThingsOf(id, new PageRequest(Limits.PageSizeMax)).Items
            .SelectMany(attachment => Before(registry, attachment.Thing, id))
            .Distinct()
            .Where(older => MayEnd(registry.Certificates.Find(older), end))
            .ToList();
        ended.ForEach(older => registry.Certificates.SetStatus(older, end, now));
        registry.Certificates.SetOlderCertificates(id, OlderCertificateAction.Keep);
        return ended;
    }

    /// <summary>A thing's certificates come in the order of their creation.</summary>
    static IEnumerable<CertificateId> Before(IRegistryTransaction registry, ThingName thing, CertificateId id)
    {
        for (PageRequest? page = new(Limits.PageSizeMax); page is not null;)
        {
            var found = registry.Things.Principals(thing, page);
            foreach (var attached in found.Items)
            {
                if (attached.Principal == id)
                {
                    yield break;
                }

                yield return attached.Principal;
            }

            page = found.Next is null ? null : page with { After = found.Next };
        }
    }

    static bool MayEnd(DeviceCertificate? older, CertificateStatus end) =>
        older is { Status: CertificateStatus.Active } || (end == CertificateStatus.Revoked && older is { Status: CertificateStatus.Inactive });
}
