using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Hatchery.Claims;

/// <summary>A claim certificate as it is shown.</summary>
/// <param name="Devices">Registrations through it so far.</param>
public sealed record ClaimMember(
    string CertificateArn, string CertificateId, string? Name, string Status, long Devices, bool IsGuarded, DateTimeOffset CreationDate, DateTimeOffset NotAfter)
{
    internal static ClaimMember Of(IRegistryTransaction registry, DeviceCertificate claim, ApiServices services)
    {
        var scope = GuardScope.Claim(claim.Id);
        var set = registry.ClaimGuards.Find(scope);
        return new ClaimMember(
            services.Account.IotArn("cert", claim.Id.Value),
            claim.Id.Value,
            set?.Name,
            claim.Status.ToWire(),
            registry.ClaimGuards.Devices(scope),
            set is not null,
            claim.CreatedAt,
            claim.NotAfter);
    }
}
