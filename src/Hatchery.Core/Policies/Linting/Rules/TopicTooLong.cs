using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A topic that the gateway refuses whatever the policy says.</summary>
static class TopicTooLong
{
    public static readonly LintRule<LintedPolicy> Rule = new("topic-too-long", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from resource in policy.Resources
        let topic = resource.RestOf("topic") ?? resource.RestOf("topicfilter")
        where topic is not null && !topic.StartsWith("$share/", StringComparison.Ordinal) && !topic.StartsWith("$aws/rules/", StringComparison.Ordinal)
        let why = Why(resource, topic)
        where why is not null
        select new LintHit(resource.Path, $"This never matches: {why}.", "Shorten the topic.");

    static string? Why(LintedText resource, string topic)
    {
        if (topic.Count(c => c == '/') is > Limits.TopicSlashesMax and var slashes && resource.Pattern.Variables.Count == 0)
        {
            return $"it has {slashes} slashes, and a topic at most {Limits.TopicSlashesMax}";
        }

        var fixedLength = topic.Length - topic.Count(c => c == '*') - resource.Pattern.Variables.Sum(variable => variable.Literal.Length);
        return fixedLength > Limits.TopicBytesMax ? $"it has {fixedLength} characters, and a topic at most {Limits.TopicBytesMax} bytes" : null;
    }
}
