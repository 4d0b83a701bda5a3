using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>Condition keys of CONNECT on another action: they have no value there.</summary>
static class ConnectKeyElsewhere
{
    public static readonly LintRule<LintedPolicy> Rule = new("connect-key-elsewhere", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Statements
        where !statement.Asks("iot:Connect")
        from condition in statement.Statement.Conditions
        where condition.Key.Name is "iot:ConnectAttributes" or "iot:LastWillTopic"
        select new LintHit($"{statement.Path}.Condition", $"{condition.Key.Name} is known while a client connects; this statement does not speak of iot:Connect.", "Move the condition to the statement that allows iot:Connect.");
}
