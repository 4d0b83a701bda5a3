using Hatchery.Core.Linting;
using Hatchery.Core.Templates.Linting.Rules;

namespace Hatchery.Core.Templates.Linting;

/// <summary>Every rule for templates, a line each; the parser has its own problems beside.</summary>
static class TemplateRules
{
    public static readonly LintRule<LintedTemplate>[] All =
    [
        SameThingForAll.Rule,
        NoThing.Rule,
        NoPolicy.Rule,
        TooManyPolicies.Rule,
        CertificateStaysInactive.Rule,
        OtherCertificate.Rule,
        UnusedParameter.Rule,
        AnswerTooLarge.Rule,
        TakesOverExistingThings.Rule,
        OverrideWithoutProperty.Rule,
    ];
}
