using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>The same statement twice.</summary>
static class RepeatedStatement
{
    public static readonly LintRule<LintedPolicy> Rule = new("repeated-statement", ProblemSeverity.Info, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy)
    {
        var seen = new HashSet<string>();
        return from statement in policy.Statements
               where !seen.Add(Key(statement))
               select new LintHit(statement.Path, "The same statement stands above.", "Take one of the two out.");
    }

    static string Key(LintedStatement statement) => string.Join('\n',
    [
        $"{statement.IsAllow} {statement.Statement.ActionsExcluded} {statement.Statement.ResourcesExcluded}",
        .. statement.Actions.Select(action => action.Text).Order(StringComparer.Ordinal),
        "on",
        .. statement.Resources.Select(resource => resource.Text).Order(StringComparer.Ordinal),
        "if",
        .. statement.Statement.Conditions.Select(condition => $"{condition.Name} {condition.Key.Name} {string.Join(' ', condition.Operands.Select(operand => operand.Source))}").Order(StringComparer.Ordinal),
    ]);
}
