using Hatchery.Core.Linting;

namespace Hatchery.Core.Provisioning.Linting.Rules;

/// <summary>A claim certificate whose time ends.</summary>
static class ClaimExpires
{
    public static readonly LintRule<LintedClaim> Rule = new("claim-expires", ProblemSeverity.Warning, Find);

    static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    static IEnumerable<LintHit> Find(LintedClaim claim) => (claim.Certificate.NotAfter - claim.Now) switch
    {
        var left when left <= TimeSpan.Zero => [new LintHit("validity", $"The claim certificate expired at {claim.Certificate.NotAfter:yyyy-MM-dd HH:mm}Z.", "Make a new claim certificate, and bring it to the devices.", ProblemSeverity.Error)],
        var left when left <= Soon => [new LintHit("validity", $"The claim certificate expires at {claim.Certificate.NotAfter:yyyy-MM-dd HH:mm}Z, in {left.TotalDays:0} days.", "Make a new one in time.")],
        _ => [],
    };
}
