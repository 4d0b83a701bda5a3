using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Holders;

/// <summary>AttachRolePolicy, AttachUserPolicy.</summary>
static class AttachPolicyTo
{
    public static QueryHandler Of(PolicyHolder holder) => async (request, services, ct) =>
    {
        var name = holder.Name(request);
        var policy = ManagedPolicy.Read(request, services.Account);
        await services.Registry.TransactAsync(
            tx =>
            {
                holder.Require(tx, name);
                policy.RequireExisting(tx, services.Account);
                holder.In(tx).AttachPolicy(name, policy.Arn);
                return holder.In(tx).AttachedPolicies(name, new PageRequest(Limits.PoliciesPerIdentityMax)).Next is null
                    ? 0
                    : throw new AwsError(AwsErrorCode.IamLimitExceeded, $"Cannot exceed quota for PoliciesPer{holder.Kind}: {Limits.PoliciesPerIdentityMax}");
            },
            ct);
        return null;
    };
}
