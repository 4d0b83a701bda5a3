using Hatchery.Core.Policies;

namespace Hatchery.Core.Access;

/// <summary>
/// May this caller do this: denied unless allowed, an explicit Deny wins, a session's policies narrow what its owner may do.
/// Source: IAM User Guide, "Policy evaluation logic".
/// </summary>
public static class IamEvaluator
{
    /// <param name="action">E.g. <c>iot:CreateThing</c>.</param>
    /// <param name="resource">The full ARN, or <c>*</c> for actions without resources.</param>
    public static IamDecision Evaluate(Caller caller, string action, string resource, PolicyContext context)
    {
        if (caller.IsSessionToken && !MaySession(action))
        {
            return IamDecision.DeniedBySession;
        }

        var own = caller.Kind == CallerKind.Account ? IamDecision.Allowed : Decide(caller.Policies, action, resource, context);
        if (own != IamDecision.Allowed || caller.SessionPolicies is not { } session)
        {
            return own;
        }

        return Decide(session, action, resource, context) == IamDecision.Allowed ? IamDecision.Allowed : IamDecision.DeniedBySession;
    }

    static IamDecision Decide(IReadOnlyList<IamPolicy> policies, string action, string resource, PolicyContext context)
    {
        var decision = IamDecision.NotAllowed;
        foreach (var policy in policies)
        {
            foreach (var statement in policy.Statements)
            {
                if ((statement.IsAllow && decision == IamDecision.Allowed) || !statement.Matches(action, resource, context))
                {
                    continue;
                }

                if (!statement.IsAllow)
                {
                    return IamDecision.ExplicitlyDenied;
                }

                decision = IamDecision.Allowed;
            }
        }

        return decision;
    }

    // STS API Reference, GetSessionToken: no action of IAM, and of STS these two.
    static bool MaySession(string action) =>
        !action.StartsWith("iam:", StringComparison.Ordinal)
        && (!action.StartsWith("sts:", StringComparison.Ordinal) || action is "sts:AssumeRole" or "sts:GetCallerIdentity");
}
