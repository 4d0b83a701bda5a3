namespace Hatchery.Core.Policies.Explanation;

/// <summary>One statement's part in a decision: whether it matched, or where it parted from the request.</summary>
/// <param name="Why">Half a sentence; null for a statement that matched.</param>
/// <param name="Variables">Those it uses, with their values on this connection.</param>
public sealed record StatementTrail(StatementReference Statement, bool IsAllow, TrailEnd End, string? Why, IReadOnlyList<VariableTrail> Variables)
{
    /// <summary>All statements of all policies, in order.</summary>
    public static IReadOnlyList<StatementTrail> OfAll(IReadOnlyList<AttachedPolicy> policies, string action, string resource, PolicyContext context) =>
        [.. policies.SelectMany(policy => policy.Document.Statements, (policy, statement) => Of(policy, statement, action, resource, context))];

    static StatementTrail Of(AttachedPolicy policy, PolicyStatement statement, string action, string resource, PolicyContext context)
    {
        var variables = statement.Resources.SelectMany(pattern => pattern.Variables)
            .Concat(statement.Conditions.Select(condition => condition.Key))
            .Concat(statement.Conditions.SelectMany(condition => condition.Operands).SelectMany(operand => operand.Variables))
            .DistinctBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase)
            .Select(variable => VariableTrail.Of(variable, context))
            .ToList();
        if (statement.Matches(action, resource, context))
        {
            return new StatementTrail(statement.ReferenceIn(policy), statement.IsAllow, TrailEnd.Matched, null, variables);
        }

        var miss = NearestStatementFinder.Judge(statement, action, resource, context);
        var end = miss.Stage switch
        {
            MissStage.Resource => TrailEnd.Resource,
            MissStage.Condition => TrailEnd.Condition,
            _ => TrailEnd.Action,
        };
        return new StatementTrail(statement.ReferenceIn(policy), statement.IsAllow, end, miss.WhyNot, variables);
    }
}

/// <summary>The part of a statement at which it left the request.</summary>
public enum TrailEnd
{
    Matched,
    Action,
    Resource,
    Condition,
}
