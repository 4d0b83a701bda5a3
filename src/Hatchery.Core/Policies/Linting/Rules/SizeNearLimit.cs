using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A document that can hardly grow.</summary>
static class SizeNearLimit
{
    public static readonly LintRule<LintedPolicy> Rule = new("size-near-limit", ProblemSeverity.Info, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy)
    {
        var characters = policy.Json.Count(c => !char.IsWhiteSpace(c));
        return characters > Limits.PolicyDocumentMax * 9 / 10
            ? [new LintHit("$", $"The document has {characters} of the {Limits.PolicyDocumentMax} characters it may have without white space.", "Put some of it into a second policy; a certificate takes ten.")]
            : [];
    }
}
