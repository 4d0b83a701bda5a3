using Hatchery.Core.Linting;

namespace Hatchery.Core.Templates.Linting.Rules;

/// <summary>A thing name in which nothing comes from the device: every device becomes the same thing.</summary>
static class SameThingForAll
{
    public static readonly LintRule<LintedTemplate> Rule = new("same-thing-for-all", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedTemplate template) =>
        template.Thing is { Name.IsConstant: true }
            ? [new LintHit(template.Thing.Name.Path.Text, "Every device becomes this same thing: nothing in the name comes from the device.", """Put a parameter into it, e.g. {"Fn::Join": ["", ["sensor_", {"Ref": "SerialNumber"}]]}.""")]
            : [];
}
