using Hatchery.Core.Linting;

namespace Hatchery.Core.Templates.Linting.Rules;

/// <summary>A template without a policy: devices connect to nothing.</summary>
static class NoPolicy
{
    public static readonly LintRule<LintedTemplate> Rule = new("no-policy", ProblemSeverity.Info, Find);

    static IEnumerable<LintHit> Find(LintedTemplate template) =>
        template.Document.Resources.Policies.Count == 0
            ? [new LintHit("$.Resources", "There is no AWS::IoT::Policy: devices may do nothing, unless a thing group brings them a policy.", """Add {"Type": "AWS::IoT::Policy", "Properties": {"PolicyName": "…"}}.""")]
            : [];
}
