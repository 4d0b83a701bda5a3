using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Registry;

public interface ICertificates
{
    DeviceCertificate? Find(CertificateId id);

    /// <exception cref="AwsError">ResourceAlreadyExistsException when the id is taken.</exception>
    void Insert(DeviceCertificate certificate);

    /// <summary>Up to <paramref name="max"/> certificates whose id begins so, by id.</summary>
    IReadOnlyList<CertificateId> WithPrefix(string prefix, int max);

    /// <summary>Those made through a claim, by creation.</summary>
    Page<DeviceCertificate> OfClaim(CertificateId claim, PageRequest page);

    /// <summary>Those PENDING_ACTIVATION, by creation.</summary>
    Page<DeviceCertificate> Pending(PageRequest page);

    /// <summary>Those attached to no thing, by id. A page may be short though another follows.</summary>
    Page<DeviceCertificate> WithoutThing(PageRequest page);

    /// <summary>That a device registered it: through which claim, and by which template. What a device registers over its own certificate came through that one's claim.</summary>
    void SetRegistered(CertificateId id, CertificateId claim, TemplateName template, DateTimeOffset now);

    /// <summary>What its first connection is to do to older certificates of its things.</summary>
    void SetOlderCertificates(CertificateId id, OlderCertificateAction action);

    /// <summary>False when there is no such certificate.</summary>
    bool SetStatus(CertificateId id, CertificateStatus status, DateTimeOffset now);

    /// <summary>Removes it with its policy attachments and tokens. The caller has checked state and attachments.</summary>
    bool Delete(CertificateId id);

    /// <summary>By creation time.</summary>
    Page<DeviceCertificate> List(PageRequest page);

    /// <summary>
    /// Removes up to <paramref name="max"/> certificates that were made on a provisioning topic and never claimed: still
    /// PENDING_ACTIVATION, token expired, no policy, no thing. Their ids are returned.
    /// </summary>
    IReadOnlyList<CertificateId> DeleteUnclaimed(DateTimeOffset now, int max);
}
