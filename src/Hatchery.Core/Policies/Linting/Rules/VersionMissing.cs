using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A document without Version: accepted here, and in none of AWS's examples.</summary>
static class VersionMissing
{
    public static readonly LintRule<LintedPolicy> Rule = new("version-missing", ProblemSeverity.Info, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        policy.HasVersion ? [] : [new LintHit("$", "The document has no Version; AWS's always have one.", "Add \"Version\": \"2012-10-17\".")];
}
