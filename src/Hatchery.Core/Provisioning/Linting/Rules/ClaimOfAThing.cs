using Hatchery.Core.Linting;

namespace Hatchery.Core.Provisioning.Linting.Rules;

/// <summary>A claim certificate attached to a thing: it belongs to a batch, not to a device.</summary>
static class ClaimOfAThing
{
    public static readonly LintRule<LintedClaim> Rule = new("claim-of-a-thing", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedClaim claim) =>
        claim.Things.Take(1).Select(thing => new LintHit("things", $"The claim certificate is attached to thing {thing}, though every device of a batch has it.", $"aws iot detach-thing-principal --thing-name {thing} --principal <the claim's ARN>."));
}
