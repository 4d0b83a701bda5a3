using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;

namespace Hatchery.Core.Provisioning.Guards;

/// <summary>The guards of a claim that can say no before a certificate is made. Which template it will register by isn't known yet.</summary>
public static class CreateGuards
{
    /// <exception cref="AwsError">AccessDenied.</exception>
    public static void Demand(IRegistryTransaction registry, CertificateId claim, string sourceIp, DateTimeOffset now)
    {
        if (registry.ClaimGuards.Find(GuardScope.Claim(claim)) is { } counted
            && GuardTable.Decide(GuardStage.Create, new GuardFacts { Now = now, SourceIp = sourceIp, Counted = counted }) is { } verdict)
        {
            throw GuardRefusal.Of(verdict);
        }
    }
}
