using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates.Resources;
using Hatchery.Core.Templates.Warnings;

namespace Hatchery.Core.Templates.Linting;

/// <summary>Finds what a template's devices would stumble over.</summary>
public static class TemplateLint
{
    /// <summary>Everything wrong with a body, worst first.</summary>
    /// <param name="hasHook">Whether a pre-provisioning hook guards the template; null when that isn't known.</param>
    /// <param name="kind">What the template is for; null to take it for a fleet's, or for just-in-time provisioning where it can be that alone.</param>
    public static IReadOnlyList<Problem> Check(string body, LintScope scope, bool? hasHook = null, TemplateKind? kind = null)
    {
        var (document, problems) = TemplateDocument.Parse(body, kind ?? TemplateKind.FleetProvisioning);
        if (document is null && kind is null && TemplateDocument.Parse(body, TemplateKind.Jitp) is { Document: not null } other)
        {
            (document, problems) = other;
        }

        if (document is null)
        {
            return problems;
        }

        // The parser has said of a constant document what is wrong with it as a policy; lint knows more, and the same.
        var template = new LintedTemplate(document, hasHook);
        var inline = document.Resources.Policies.SelectMany(policy => OfInline(policy, scope)).ToList();
        return [.. inline.Concat(problems).Concat(TemplateRules.All.SelectMany(rule => rule.Apply(template)))
            .DistinctBy(problem => (problem.Rule, problem.Path, problem.Message))
            .OrderBy(problem => problem.Severity)];
    }

    /// <summary>A version that the registry holds, with all that it relies on there.</summary>
    public static IReadOnlyList<Problem> CheckStored(
        IRegistryTransaction registry, ProvisioningTemplate template, ProvisioningTemplateVersion version, LintScope scope, AwsAccount account, bool hasHookEndpoint)
    {
        var (document, problems) = TemplateDocument.Parse(version.Body, template.Kind);
        if (document is null)
        {
            return problems; // A body that an earlier release accepted and this one doesn't.
        }

        var surroundings = TemplateSurroundings.Read(registry, template, document, account, hasHookEndpoint);
        // Devices of a CA bring a certificate that it signed: no claim's key lets them in, hook or not.
        return [.. TemplateWarnings.Of(template, document, problems, surroundings)
            .Concat(Check(version.Body, scope, template.Kind == TemplateKind.Jitp ? null : template.Hook is not null, template.Kind))
            .DistinctBy(problem => (problem.Rule, problem.Path))
            .OrderBy(problem => problem.Severity)];
    }

    static IEnumerable<Problem> OfInline(PolicyResource policy, LintScope scope)
    {
        if (policy.ConstantDocument() is not { } document)
        {
            return [];
        }

        var path = JsonPath.Root["Resources"][policy.LogicalName]["Properties"]["PolicyDocument"];
        return PolicyLint.Check(document, scope with { IsClaim = false }).Select(problem => problem with { Path = path.Text + problem.Path.TrimStart('$') });
    }
}
