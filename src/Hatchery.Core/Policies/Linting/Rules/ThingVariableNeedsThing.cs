using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>When thing variables have a value at all. Told once, where the first stands.</summary>
static class ThingVariableNeedsThing
{
    public static readonly LintRule<LintedPolicy> Rule = new("thing-variable-needs-thing", ProblemSeverity.Info, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        (from resource in policy.Resources
         let variable = resource.Pattern.Variables.FirstOrDefault(variable => variable.IsOfThing)
         where variable is not null
         select new LintHit(resource.Path, $"{variable.Literal} has a value only while the certificate is attached to a thing and the client id is that thing's name.", "Let devices connect under their thing's name, or attach their certificates exclusively (ThingPrincipalType EXCLUSIVE_THING in the template)."))
        .Take(1);
}
