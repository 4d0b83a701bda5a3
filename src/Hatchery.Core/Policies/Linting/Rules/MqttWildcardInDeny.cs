using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>AWS's audit: POLICY_CONTAINS_MQTT_WILDCARDS_IN_DENY_STATEMENT.</summary>
static class MqttWildcardInDeny
{
    public static readonly LintRule<LintedPolicy> Rule = new("mqtt-wildcard-in-deny", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Denies
        from resource in statement.Resources
        let topic = resource.RestOf("topic") ?? resource.RestOf("topicfilter")
        where topic is not null && MqttWildcard.IsIn(topic)
        select new LintHit(resource.Path, $"This denies the text '{topic}' alone: + and # are plain characters in a policy.", $"Write {MqttWildcard.AsPolicy(topic)} to deny all that they stand for.");
}
