using Hatchery.Core.Certificates;

namespace Hatchery.Core.Registry;

public interface ICertificates
{
    DeviceCertificate? Find(CertificateId id);

    /// <summary>Those whose ids begin so, in their order.</summary>
    /// <param name="prefix">Lower-case hex digits, at least one.</param>
    IReadOnlyList<CertificateId> FindByPrefix(string prefix, int max);

    /// <exception cref="AwsError">ResourceAlreadyExistsException when the id is taken.</exception>
    void Insert(DeviceCertificate certificate);

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
