using System.Collections.Concurrent;
using Hatchery.Core.Certificates;

namespace Hatchery.Server.Tls;

/// <summary>
/// The facts of certificates seen lately: claims connect again and again. Two generations of bounded size; what is in use
/// moves to the young one, and the old one goes as a whole.
/// </summary>
sealed class CertificateFactsCache
{
    const int GenerationMax = 1_024;

    ConcurrentDictionary<CertificateId, CertificateFacts> young = new();
    ConcurrentDictionary<CertificateId, CertificateFacts> old = new();

    public CertificateFacts Of(CertificateId id, ReadOnlyMemory<byte> der)
    {
        if (young.TryGetValue(id, out var known))
        {
            return known;
        }

        var facts = old.TryGetValue(id, out var aged) ? aged : CertificateFacts.Of(der);
        if (young.Count >= GenerationMax)
        {
            old = young;
            young = new ConcurrentDictionary<CertificateId, CertificateFacts>();
        }

        young[id] = facts;
        return facts;
    }
}
