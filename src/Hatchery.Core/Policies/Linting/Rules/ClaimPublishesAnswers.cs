using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary><c>create/*</c> covers the answers' topics too. The gateway refuses a device there, a tighter policy says it.</summary>
static class ClaimPublishesAnswers
{
    public static readonly LintRule<LintedPolicy> Rule = new("claim-publishes-answers", ProblemSeverity.Info, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.IsClaim ? policy.Allows : []
        where statement.Asks("iot:Publish")
        from resource in statement.Resources
        where resource.RestOf("topic") is { } topic && ProvisioningTopics.Named(topic) && topic.EndsWith("/*", StringComparison.Ordinal) && !topic.EndsWith("/accepted/*", StringComparison.Ordinal)
        select new LintHit(resource.Path, "Publish on this covers the answers' topics, which no device needs to publish to.", "End it in /json and /cbor where you want it tight; AWS's own example has it so.");
}
