using Hatchery.Core.Certificates;

namespace Hatchery.Server.Diagnosis;

/// <summary>Devices that have registered and are to come back as themselves, by their new certificate; the newest, bounded.</summary>
sealed class AwaitedDevices
{
    readonly Lock gate = new();
    readonly Dictionary<CertificateId, AttemptDraft> drafts = [];
    readonly Queue<CertificateId> order = new();

    public void Add(CertificateId certificate, AttemptDraft draft)
    {
        lock (gate)
        {
            if (!drafts.TryAdd(certificate, draft))
            {
                drafts[certificate] = draft;
                return;
            }

            order.Enqueue(certificate);
            while (drafts.Count > AttemptLimits.AwaitedMax || order.Count > 2 * AttemptLimits.AwaitedMax)
            {
                drafts.Remove(order.Dequeue());
            }
        }
    }

    public AttemptDraft? Find(CertificateId certificate)
    {
        lock (gate)
        {
            return drafts.GetValueOrDefault(certificate);
        }
    }

    public void Remove(CertificateId certificate)
    {
        lock (gate)
        {
            drafts.Remove(certificate);
        }
    }
}
