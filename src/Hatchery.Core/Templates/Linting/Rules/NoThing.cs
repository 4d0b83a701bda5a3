using Hatchery.Core.Linting;

namespace Hatchery.Core.Templates.Linting.Rules;

/// <summary>A template without a thing: its answers have no thingName, and most clients stop there.</summary>
static class NoThing
{
    public static readonly LintRule<LintedTemplate> Rule = new("no-thing", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedTemplate template) =>
        template.Thing is null
            ? [new LintHit("$.Resources", "There is no AWS::IoT::Thing: devices get an answer without a thingName, and most clients stop there.", "Add a thing with a ThingName of the device's parameters.")]
            : [];
}
