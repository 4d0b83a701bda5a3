using Hatchery.Core;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Api.Hatchery.Claims;

/// <summary>What the operations on held registrations share.</summary>
static class ApprovalRules
{
    public static IReadOnlyList<string> Statuses { get; } = ["WAITING", "APPROVED", "REFUSED"];

    public static string ToWire(this HeldStatus status) => Statuses[(int)status];

    /// <summary>Those of a claim, of a template, or of both; all when neither is given.</summary>
    /// <exception cref="AwsError">ResourceNotFoundException for a claim that isn't there.</exception>
    public static HeldChoice Of(IRegistryTransaction registry, string? claim, string? template, AwsAccount account) => new()
    {
        ClaimId = claim is null ? null : ClaimLabel.Find(registry, claim, account).Id,
        TemplateName = template is null ? null : new TemplateName(template),
    };
}
