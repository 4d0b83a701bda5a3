using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>Connect allows any id while topics depend on the thing: under another id the device connects and may do nothing.</summary>
static class ThingVariableFreeClientId
{
    public static readonly LintRule<LintedPolicy> Rule = new("thing-variable-free-client-id", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        Breadth.Wide(policy, "iot:Connect", Breadth.Clients).Any()
            ? (from statement in policy.Allows
               where !statement.Asks("iot:Connect") || statement.Resources.Any(resource => resource.RestOf("client") is null)
               from resource in statement.Resources
               where resource.RestOf("client") is null && resource.Pattern.Variables.Any(variable => variable.IsOfThing)
               select new LintHit(resource.Path, "A device that connects under another id than its thing's name is let in and may then use none of these.", "Allow Connect on client/${iot:Connection.Thing.ThingName} alone, so that a wrong id shows at once.")).Take(1)
            : [];
}
