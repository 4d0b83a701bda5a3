using Hatchery.Core.Policies.Explanation;

namespace Hatchery.Core.Policies;

/// <summary>AWS IoT policy evaluation: implicit deny, explicit deny wins, otherwise any Allow. Source: AWS IoT "AWS IoT Core policies".</summary>
public static class PolicyEvaluator
{
    /// <param name="policies">All that apply: of the certificate and of the thing's groups with their parents.</param>
    /// <param name="action">E.g. <c>iot:Publish</c>.</param>
    /// <param name="resource">The full ARN, e.g. <c>arn:aws:iot:us-east-1:000000000000:topic/a/b</c>.</param>
    public static Decision Evaluate(IReadOnlyList<AttachedPolicy> policies, string action, string resource, PolicyContext context) =>
        Decide(policies, action, resource, context) ?? new Decision.NoMatch(NearestStatementFinder.Find(policies, action, resource, context));

    /// <summary>The same answer without its reason, which may cost more than the answer.</summary>
    public static bool Allows(IReadOnlyList<AttachedPolicy> policies, string action, string resource, PolicyContext context) =>
        Decide(policies, action, resource, context) is { IsAllowed: true };

    static Decision? Decide(IReadOnlyList<AttachedPolicy> policies, string action, string resource, PolicyContext context)
    {
        Decision.Allowed? allowed = null;
        for (var p = 0; p < policies.Count; p++)
        {
            var policy = policies[p];
            foreach (var statement in policy.Document.Statements)
            {
                // Once something allows, only a Deny can still change the answer.
                if ((statement.IsAllow && allowed is not null) || !statement.Matches(action, resource, context))
                {
                    continue;
                }

                if (!statement.IsAllow)
                {
                    return new Decision.Denied(statement.ReferenceIn(policy));
                }

                allowed = statement.AllowedIn(policy);
            }
        }

        return allowed;
    }
}
