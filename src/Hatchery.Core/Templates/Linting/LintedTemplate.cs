using Hatchery.Core.Templates.Resources;

namespace Hatchery.Core.Templates.Linting;

/// <summary>A template that parses, and what is known of it beside its body.</summary>
/// <param name="HasHook">Null for a body by itself.</param>
sealed record LintedTemplate(TemplateDocument Document, bool? HasHook)
{
    public ThingResource? Thing => Document.Resources.Thing;
}
