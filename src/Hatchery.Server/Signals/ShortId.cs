using Hatchery.Core.Certificates;

namespace Hatchery.Server.Signals;

/// <summary>A certificate id as lines for people show it: enough of it to find the rest. The structured log has all of it.</summary>
readonly record struct ShortId(CertificateId Id)
{
    public override string ToString() => Id.Value[..12];
}
