using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Parsing;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>An action in other letters than AWS's. Here it counts; whether it does at AWS is not documented.</summary>
static class ActionCase
{
    public static readonly LintRule<LintedPolicy> Rule = new("action-case", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Statements
        from action in statement.Actions
        let known = PolicyAction.Find(action.Text)
        where known is not null && known.Name != action.Text
        select new LintHit(action.Path, $"AWS spells this action {known.Name}, and does not say that case is ignored.", $"Write {known.Name}.");
}
