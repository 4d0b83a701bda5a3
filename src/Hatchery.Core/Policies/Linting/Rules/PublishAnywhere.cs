using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>AWS's audit: Publish on every topic, or on those of every thing.</summary>
static class PublishAnywhere
{
    public static readonly LintRule<LintedPolicy> Rule = new("publish-anywhere", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        policy.IsClaim ? [] : Breadth.Wide(policy, "iot:Publish", Breadth.Topics).Select(resource =>
            new LintHit(resource.Path, $"Every device with this policy publishes to the topics of every other ({resource.Tail}).", "Put the device into the topic: topic/${iot:Connection.Thing.ThingName}/*."));
}
