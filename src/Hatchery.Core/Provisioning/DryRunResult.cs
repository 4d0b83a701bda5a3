using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning;

/// <summary>What a registration would come to.</summary>
public sealed record DryRunResult
{
    public required ProvisioningTemplate Template { get; init; }

    public required int VersionId { get; init; }

    public required ProvisioningPlan Plan { get; init; }

    /// <summary>Null when the thing is new, or the template has none.</summary>
    public required Thing? ThingBefore { get; init; }

    public required Thing? ThingAfter { get; init; }

    /// <summary>All that the thing is a direct member of afterwards.</summary>
    public required IReadOnlyList<ThingGroupName> Groups { get; init; }

    /// <summary>The template's policies with the document that counts for each.</summary>
    public required IReadOnlyList<RenderedPolicy> Policies { get; init; }

    public required CertificateStatus StatusBefore { get; init; }

    public required CertificateStatus StatusAfter { get; init; }

    public required Afterwards Afterwards { get; init; }
}
