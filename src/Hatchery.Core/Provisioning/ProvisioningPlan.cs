using Hatchery.Core.Registry;

namespace Hatchery.Core.Provisioning;

/// <summary>All that a registration writes, in order, and what it answers. Nothing of it has happened yet.</summary>
public sealed record ProvisioningPlan(IReadOnlyList<ProvisioningStep> Steps, RegisterThingReply Reply)
{
    /// <summary>Performs the steps. The plan was made from the same transaction, so that none of them can be refused.</summary>
    public void Apply(IRegistryTransaction registry, DateTimeOffset now)
    {
        foreach (var step in Steps)
        {
            step.Apply(registry, now);
        }
    }

    /// <summary>One step a line.</summary>
    public override string ToString() => string.Join('\n', Steps);
}
