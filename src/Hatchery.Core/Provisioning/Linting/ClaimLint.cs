namespace Hatchery.Core.Provisioning.Linting;

/// <summary>Finds what a claim certificate's devices would stumble over, and what the claim may do that it should not.</summary>
static class ClaimLint
{
    public static IReadOnlyList<Problem> Check(LintedClaim claim) =>
        [.. ClaimRules.All.SelectMany(rule => rule.Apply(claim)).OrderBy(problem => problem.Severity)];
}
