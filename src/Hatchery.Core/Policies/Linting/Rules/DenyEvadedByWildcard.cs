using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>AWS's audit: TOPIC_FILTERS_INTENDED_TO_DENY_ALLOWED_USING_WILDCARDS. A Deny on a filter compares text, so a wider filter gets the same messages.</summary>
static class DenyEvadedByWildcard
{
    public static readonly LintRule<LintedPolicy> Rule = new("deny-evaded-by-wildcard", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Denies
        where statement.Asks("iot:Subscribe")
        from resource in statement.Resources
        let filter = resource.RestOf("topicfilter")
        where filter is not null && filter.AsSpan().IndexOfAny("$?") < 0
        let inside = filter.Replace("*", "lint", StringComparison.Ordinal)
        where policy.Could("iot:Receive", "topic/" + inside) && Wider(inside).Any(wider => policy.Could("iot:Subscribe", "topicfilter/" + wider))
        select new LintHit(
            resource.Path,
            $"A device still gets the messages of '{filter}' through {Wider(inside).First(wider => policy.Could("iot:Subscribe", "topicfilter/" + wider))}, which this Deny does not match.",
            $"Deny iot:Receive on topic/{filter} as well.");

    /// <summary>Filters whose messages include the topic's.</summary>
    static IEnumerable<string> Wider(string topic)
    {
        var levels = topic.Split('/');
        for (var i = levels.Length - 1; i >= 0; i--)
        {
            yield return string.Join('/', [.. levels[..i], "#"]);
        }
    }
}
