using Hatchery.Core.Linting;

namespace Hatchery.Core.Templates.Linting.Rules;

/// <summary>Whoever holds the claim key registers as any thing that exists: without a hook nobody looks.</summary>
static class TakesOverExistingThings
{
    public static readonly LintRule<LintedTemplate> Rule = new("takes-over-existing-things", ProblemSeverity.Info, Find);

    static IEnumerable<LintHit> Find(LintedTemplate template) =>
        template is { Thing.Name.IsConstant: false, HasHook: false }
            ? [new LintHit(template.Thing.Name.Path.Text, "A device that holds the claim's key may register under the name of a thing that exists, and takes it over.", "Let a pre-provisioning hook check the serial number, or set OverrideSettings to FAIL.")]
            : [];
}
