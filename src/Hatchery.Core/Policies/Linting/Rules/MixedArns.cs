using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>Resources of several regions or accounts in one policy: one server has one of each.</summary>
static class MixedArns
{
    public static readonly LintRule<LintedPolicy> Rule = new("mixed-arns", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy)
    {
        if (policy.Scope.Account is not null)
        {
            yield break; // ForeignArn knows which of them is wrong.
        }

        foreach (var resource in policy.Resources)
        {
            if (resource.Arn is { } arn && arn.Prefix != policy.Prefix)
            {
                yield return new LintHit(resource.Path, $"This resource is of {arn.Prefix.TrimEnd(':')}, the first one of {policy.Prefix.TrimEnd(':')}; one of the two never matches.", "Give all resources the region and account of the server.");
            }
        }
    }
}
