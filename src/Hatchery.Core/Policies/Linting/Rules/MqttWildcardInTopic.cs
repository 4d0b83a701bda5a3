using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary><c>+</c> or <c>#</c> where a wildcard of policies is meant: in a resource they are plain characters, which no topic that is published to holds.</summary>
static class MqttWildcardInTopic
{
    public static readonly LintRule<LintedPolicy> Rule = new("mqtt-wildcard-in-topic", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Allows
        where !statement.Statement.ResourcesExcluded
        from resource in statement.Resources
        let topic = resource.RestOf("topic")
        where topic is not null && MqttWildcard.IsIn(topic)
        select new LintHit(resource.Path, $"'{topic}' never matches: + and # are plain characters in a policy, and no topic holds them.", $"Write {MqttWildcard.AsPolicy(topic)}; * stands for any characters, slashes too.");
}
