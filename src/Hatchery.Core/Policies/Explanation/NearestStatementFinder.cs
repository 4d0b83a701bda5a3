namespace Hatchery.Core.Policies.Explanation;

/// <summary>
/// After nothing matched: the Allow that came closest, and where it parted. It goes through everything again and builds texts,
/// so that the evaluation itself keeps no notes.
/// </summary>
static class NearestStatementFinder
{
    /// <summary>Null without any statement.</summary>
    public static NearestStatement? Find(IReadOnlyList<AttachedPolicy> policies, string action, string resource, PolicyContext context)
    {
        (AttachedPolicy Policy, PolicyStatement Statement, Miss Miss)? best = null;
        (AttachedPolicy Policy, PolicyStatement Statement)? deny = null;
        foreach (var policy in policies)
        {
            foreach (var statement in policy.Document.Statements)
            {
                if (!statement.IsAllow)
                {
                    deny ??= (policy, statement);
                    continue;
                }

                var miss = Judge(statement, action, resource, context);
                if (best is null || miss.IsCloserThan(best.Value.Miss))
                {
                    best = (policy, statement, miss);
                }
            }
        }

        if (best is { } nearest)
        {
            return new NearestStatement(nearest.Statement.ReferenceIn(nearest.Policy), nearest.Miss.WhyNot, nearest.Miss.Kind) { Resource = nearest.Miss.Resource };
        }

        return deny is { } only ? new NearestStatement(only.Statement.ReferenceIn(only.Policy), "it is a Deny, and no attached policy has an Allow", MissKind.OnlyDeny) : null;
    }

    /// <summary>Where a statement that doesn't match parts from the request.</summary>
    public static Miss Judge(PolicyStatement statement, string action, string resource, PolicyContext context)
    {
        var resourceMatches = statement.MatchesResource(resource, context);
        if (!statement.MatchesAction(action, context))
        {
            return new Miss(resourceMatches ? MissStage.Action : MissStage.ActionAndResource, MissKind.Action, 0, ActionWhyNot(statement, action));
        }

        if (!resourceMatches)
        {
            return ResourceMiss.Of(statement, action, resource, context);
        }

        var condition = statement.FirstFailing(context)!;
        return new Miss(MissStage.Condition, MissKind.Condition, resource.Length, ConditionMiss.WhyNot(condition, context));
    }

    static string ActionWhyNot(PolicyStatement statement, string action)
    {
        var actions = ShownText.List(statement.Actions);
        return statement.ActionsExcluded ? $"its NotAction {actions} excludes {action}" : $"its action is {actions}, not {action}";
    }
}
