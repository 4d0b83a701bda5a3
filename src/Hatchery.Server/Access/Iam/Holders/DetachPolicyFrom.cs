using Hatchery.Core;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Holders;

/// <summary>DetachRolePolicy, DetachUserPolicy.</summary>
static class DetachPolicyFrom
{
    public static QueryHandler Of(PolicyHolder holder) => async (request, services, ct) =>
    {
        var name = holder.Name(request);
        var policy = ManagedPolicy.Read(request, services.Account);
        await services.Registry.TransactAsync(
            tx =>
            {
                holder.Require(tx, name);
                return holder.In(tx).DetachPolicy(name, policy.Arn)
                    ? 0
                    : throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"Policy {policy.Arn} was not found.");
            },
            ct);
        return null;
    };
}
