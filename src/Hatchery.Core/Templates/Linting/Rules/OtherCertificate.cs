using Hatchery.Core.Linting;

namespace Hatchery.Core.Templates.Linting.Rules;

/// <summary>A certificate id other than the one whose token is presented: a token registers its own certificate only.</summary>
static class OtherCertificate
{
    public static readonly LintRule<LintedTemplate> Rule = new("other-certificate", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedTemplate template) =>
        template.Document.Resources.Certificate?.Reference.Id is { IsConstant: true } id
            ? [new LintHit(id.Path.Text, "This is one certificate's id, but each device brings a certificate of its own.", """Write {"Ref": "AWS::IoT::Certificate::Id"}.""")]
            : [];
}
