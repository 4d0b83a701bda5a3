using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Parsing;

namespace Hatchery.Core.Policies.Linting;

/// <summary>Finds what AWS accepts in a policy and a device then stumbles over.</summary>
public static class PolicyLint
{
    /// <summary>Everything wrong with a document, worst first, in the order in which it stands there.</summary>
    public static IReadOnlyList<Problem> Check(string json, LintScope scope)
    {
        var (document, problems) = PolicyDocument.Parse(json);
        if (document is null)
        {
            return problems;
        }

        var policy = LintedPolicy.Of(json, document, scope);
        return [.. problems.Select(Weigh).Concat(PolicyRules.All.SelectMany(rule => rule.Apply(policy))).OrderBy(problem => problem.Severity)];
    }

    /// <summary>Whether a document's topics are those of provisioning and its variables none of a thing: it is for claim certificates.</summary>
    public static bool IsForClaims(string json) =>
        PolicyDocument.Parse(json).Document is { } document && LintedPolicy.Of(json, document, LintScope.Nothing).IsClaim;

    // The parser warns, since AWS creates such a policy; what never matches is nevertheless a mistake.
    static Problem Weigh(Problem problem) => problem.Rule == ResourceCheck.WrongType ? problem with { Severity = ProblemSeverity.Error } : problem;
}
