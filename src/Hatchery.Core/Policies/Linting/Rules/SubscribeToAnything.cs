using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>AWS's audit: Subscribe to everything, or to the topics of every thing.</summary>
static class SubscribeToAnything
{
    public static readonly LintRule<LintedPolicy> Rule = new("subscribe-to-anything", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy)
    {
        if (policy.IsClaim)
        {
            return [];
        }

        var spelt = from statement in policy.Allows
                    where !statement.IsConditional && statement.Asks("iot:Subscribe")
                    from resource in statement.Resources
                    where resource.RestOf("topicfilter") is "#" or "$aws/things/#" || resource.Tail.StartsWith("topicfilter/$aws/things/+/", StringComparison.Ordinal)
                    select resource;
        return Breadth.Wide(policy, "iot:Subscribe", Breadth.Filters).Union(spelt).Select(resource =>
            new LintHit(resource.Path, $"Every device with this policy hears the messages of every other ({resource.Tail}).", "Put the device into the filter: topicfilter/${iot:Connection.Thing.ThingName}/*."));
    }
}
