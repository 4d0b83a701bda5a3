using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;
using Hatchery.Server.Broker;

namespace Hatchery.Server.Provisioning;

/// <summary>Whether the guards of a claim let a certificate be made for it.</summary>
sealed class CreateGate(IRegistry registry, TimeProvider time)
{
    /// <exception cref="Core.AwsError">AccessDenied.</exception>
    public async ValueTask DemandAsync(ReservedRequest request, CancellationToken ct)
    {
        var (principal, now) = (request.Principal, time.GetUtcNow());
        await registry.ReadAsync(
            tx =>
            {
                CreateGuards.Demand(tx, principal.CertificateId, principal.SourceIp, now);
                return true;
            },
            ct);
    }
}
