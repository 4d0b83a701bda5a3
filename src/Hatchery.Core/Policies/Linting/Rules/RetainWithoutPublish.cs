using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>RetainPublish is asked in addition to Publish, never instead.</summary>
static class RetainWithoutPublish
{
    public static readonly LintRule<LintedPolicy> Rule = new("retain-without-publish", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        policy.Could("iot:RetainPublish") && !policy.Could("iot:Publish")
            ? policy.Allows.Where(statement => statement.Asks("iot:RetainPublish")).Select(statement =>
                new LintHit(statement.Path, "A retained message needs iot:Publish as well as iot:RetainPublish, and nothing allows iot:Publish.", "Add iot:Publish to this statement."))
            : [];
}
