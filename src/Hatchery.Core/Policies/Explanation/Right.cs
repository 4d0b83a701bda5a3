using Hatchery.Core.Policies.Parsing;

namespace Hatchery.Core.Policies.Explanation;

/// <summary>What a statement grants or takes on one connection, with the values of its variables put in.</summary>
/// <param name="Resource">From the type on, e.g. <c>topic/sensor-7/*</c>; with <c>all but</c> before it for a NotResource.</param>
/// <param name="WhyNot">Why it grants nothing on this connection: a variable without a value, a condition that fails. Null when it does.</param>
public sealed record Right(string Action, string Resource, bool IsAllow, string? WhyNot)
{
    /// <summary>All of a connection, action by action, for the actions that the gateway asks.</summary>
    public static IReadOnlyList<Right> Of(IReadOnlyList<AttachedPolicy> policies, PolicyContext context) =>
        [.. from action in PolicyAction.All
            where action.IsAsked
            from policy in policies
            from statement in policy.Document.Statements
            where statement.MatchesAction(action.Name, context)
            from right in Of(statement, action, context)
            select right];

    static IEnumerable<Right> Of(PolicyStatement statement, PolicyAction action, PolicyContext context)
    {
        var failing = statement.FirstFailing(context) is { } condition ? ConditionMiss.WhyNot(condition, context) : null;
        foreach (var pattern in statement.Resources)
        {
            var arn = ArnText.TryParse(pattern.Source);
            if (arn is { } known && known.Type != action.ResourceType && !statement.ResourcesExcluded)
            {
                continue; // A resource of another action of this statement.
            }

            var missing = pattern.FirstUnresolved(context) is { } variable ? $"{variable.Literal} has no value: {variable.WhyMissing(context)}" : null;
            var text = ArnText.Tail(pattern.Fill(context));
            yield return new Right(action.Name, statement.ResourcesExcluded ? $"all but {text}" : text, statement.IsAllow, missing ?? failing);
        }
    }
}
