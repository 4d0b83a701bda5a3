using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A filter is compared as text: <c>a/+</c> allows that subscription and none of a topic below.</summary>
static class MqttWildcardInSubscribe
{
    public static readonly LintRule<LintedPolicy> Rule = new("mqtt-wildcard-in-subscribe", ProblemSeverity.Info, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Allows
        from resource in statement.Resources
        let filter = resource.RestOf("topicfilter")
        where filter is not null && MqttWildcard.IsIn(filter) && !resource.Text.Contains('*', StringComparison.Ordinal)
        select new LintHit(resource.Path, $"This allows the subscription '{filter}', spelt so, and no other.", $"Where devices subscribe to topics below it too, write {MqttWildcard.AsPolicy(filter)}.");
}
