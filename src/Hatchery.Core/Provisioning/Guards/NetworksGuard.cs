using Hatchery.Core.Policies.Conditions;

namespace Hatchery.Core.Provisioning.Guards;

/// <summary>The device comes from one of the networks. An address that can't be read is in none.</summary>
static class NetworksGuard
{
    public static readonly Guard Guard = new("networks", GuardStage.Create, WhyNot);

    static string? WhyNot(ClaimGuards guards, GuardFacts facts)
    {
        if (guards.Networks.Count == 0 || guards.Networks.Any(network => AddressRange.TryParse(network, out var range) && range.Contains(facts.SourceIp)))
        {
            return null;
        }

        return $"{NearMiss.Quote(facts.SourceIp)} is in none of {string.Join(", ", guards.Networks)}";
    }
}
