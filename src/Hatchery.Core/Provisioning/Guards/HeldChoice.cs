using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning.Guards;

/// <summary>Which held requests are meant: all that fit every member that isn't null.</summary>
public sealed record HeldChoice
{
    public CertificateId? ClaimId { get; init; }

    public TemplateName? TemplateName { get; init; }

    public HeldStatus? Status { get; init; }

    public long? Id { get; init; }

    public string? Serial { get; init; }
}
