using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Guards;

namespace Hatchery.Core.Registry;

public interface IHeldRequests
{
    HeldRequest? Find(CertificateId claim, string requestHash);

    /// <summary>New, or asked again: a decision that was made stays.</summary>
    void Hold(HeldRequest request);

    /// <summary>Of a claim, whatever was decided.</summary>
    int Count(CertificateId claim);

    /// <summary>In the order in which they were first asked.</summary>
    Page<HeldRequest> List(HeldChoice choice, PageRequest page);

    /// <summary>How many were decided otherwise before.</summary>
    int Decide(HeldChoice choice, HeldStatus status);

    void Delete(CertificateId claim, string requestHash);

    /// <summary>Removes up to <paramref name="max"/> that nobody asked for since; how many.</summary>
    int DeleteOlder(DateTimeOffset askedBefore, int max);
}
