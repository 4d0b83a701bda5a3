using Hatchery.Core.Linting;

namespace Hatchery.Core.Templates.Linting.Rules;

/// <summary>An override of a property that the template does not have.</summary>
static class OverrideWithoutProperty
{
    public static readonly LintRule<LintedTemplate> Rule = new("override-without-property", ProblemSeverity.Info, Find);

    static IEnumerable<LintHit> Find(LintedTemplate template)
    {
        if (template.Thing is not { } thing)
        {
            yield break;
        }

        (string Name, bool IsSet, OverrideAction Action)[] properties =
        [
            ("AttributePayload", thing.Attributes is not null, thing.Overrides.Attributes),
            ("ThingTypeName", thing.TypeName is not null, thing.Overrides.TypeName),
            ("ThingGroups", thing.Groups is not null, thing.Overrides.Groups),
        ];
        foreach (var property in properties.Where(property => !property.IsSet && (property.Action is OverrideAction.Replace or OverrideAction.Merge)))
        {
            yield return new LintHit(JsonPath.Root["Resources"][thing.LogicalName]["OverrideSettings"].Text, $"The override of {property.Name} changes nothing: the template has no {property.Name}.", "Take it out, or add the property.");
        }
    }
}
