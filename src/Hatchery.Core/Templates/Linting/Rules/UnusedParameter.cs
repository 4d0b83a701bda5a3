using Hatchery.Core.Linting;

namespace Hatchery.Core.Templates.Linting.Rules;

/// <summary>A parameter that nothing refers to.</summary>
static class UnusedParameter
{
    public static readonly LintRule<LintedTemplate> Rule = new("unused-parameter", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedTemplate template)
    {
        var used = template.Document.References;
        return from name in template.Document.Parameters.Keys
               where !used.Contains(name) && !name.StartsWith(TemplateScope.CertificatePrefix, StringComparison.Ordinal)
               select new LintHit(JsonPath.Root["Parameters"][name].Text, $"Nothing refers to the parameter {NearMiss.Quote(name)}.{NearMiss.Hint(name, used.Except(template.Document.Parameters.Keys))}", "Use it, or take it out.");
    }
}
