using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Guards;

namespace Hatchery.Core.Registry;

/// <summary>The serial numbers of each allow-list: of any number, and found by their key.</summary>
public interface IAllowLists
{
    /// <summary>Those not listed yet; how many that were. The guards exist.</summary>
    int Add(GuardScope scope, IReadOnlyList<string> serials);

    AllowedSerial? Find(GuardScope scope, string serial);

    bool Remove(GuardScope scope, string serial);

    /// <summary>Removes up to <paramref name="max"/> of them; how many.</summary>
    int Clear(GuardScope scope, int max);

    void Use(GuardScope scope, string serial, CertificateId certificate, DateTimeOffset now);

    /// <summary>By serial number.</summary>
    Page<AllowedSerial> List(GuardScope scope, PageRequest page);

    /// <summary>Removes up to <paramref name="max"/> serial numbers of guards that are gone; how many.</summary>
    int DeleteAbandoned(int max);
}
