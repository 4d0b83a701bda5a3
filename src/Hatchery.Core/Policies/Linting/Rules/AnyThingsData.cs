using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Parsing;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>AWS's audit: shadows and jobs of every thing over HTTPS.</summary>
static class AnyThingsData
{
    public static readonly LintRule<LintedPolicy> Rule = new("any-things-data", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        PolicyAction.All
            .Where(action => action.ResourceType == "thing")
            .SelectMany(action => Breadth.Wide(policy, action.Name, Breadth.Things))
            .DistinctBy(resource => resource.Path)
            .Select(resource => new LintHit(resource.Path, "Every device with this policy reads or writes the shadows and jobs of every other.", "Write thing/${iot:Connection.Thing.ThingName}."));
}
