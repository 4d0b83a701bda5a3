using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;

namespace Hatchery.Core.Registry;

public interface IProvisioningClaims
{
    /// <exception cref="AwsError">ResourceNotFoundException when there is no such template.</exception>
    void Insert(ProvisioningClaim claim);

    /// <summary>Expired ones, too, until they are swept away. A claim goes with its template.</summary>
    ProvisioningClaim? Find(CertificateId id);

    /// <summary>Removes up to <paramref name="max"/> claims whose time is over. Their ids are returned.</summary>
    IReadOnlyList<CertificateId> DeleteExpired(DateTimeOffset now, int max);
}
