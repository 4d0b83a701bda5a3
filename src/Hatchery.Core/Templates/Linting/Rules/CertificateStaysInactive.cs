using Hatchery.Core.Linting;
using Hatchery.Core.Templates.Expressions;

namespace Hatchery.Core.Templates.Linting.Rules;

/// <summary>Devices end with a certificate that cannot connect.</summary>
static class CertificateStaysInactive
{
    public static readonly LintRule<LintedTemplate> Rule = new("certificate-stays-inactive", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedTemplate template) =>
        template.Document.Resources.Certificate?.Status is LiteralExpression status && status.Text.Equals("INACTIVE", StringComparison.OrdinalIgnoreCase)
            ? [new LintHit(status.Path.Text, "Devices end with an INACTIVE certificate and are refused at their next connection.", "Write Active, unless somebody activates each of them by hand.")]
            : [];
}
