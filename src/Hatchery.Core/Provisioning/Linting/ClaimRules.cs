using Hatchery.Core.Linting;
using Hatchery.Core.Provisioning.Linting.Rules;

namespace Hatchery.Core.Provisioning.Linting;

/// <summary>Every rule for claim certificates, a line each.</summary>
static class ClaimRules
{
    public static readonly LintRule<LintedClaim>[] All =
    [
        ClaimNotActive.Rule,
        ClaimExpires.Rule,
        ClaimOfAThing.Rule,
        ClaimCannotConnect.Rule,
        ClaimCannotCreate.Rule,
        ClaimFitsNoTemplate.Rule,
        ClaimHasFurtherPolicies.Rule,
    ];
}
