using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Holders;

/// <summary>DeleteRolePolicy, DeleteUserPolicy.</summary>
static class DeletePolicyIn
{
    public static QueryHandler Of(PolicyHolder holder) => async (request, services, ct) =>
    {
        var name = holder.Name(request);
        var policyName = IamRules.PolicyName(request);
        await services.Registry.TransactAsync(
            tx =>
            {
                holder.Require(tx, name);
                return holder.In(tx).DeleteInlinePolicy(name, policyName) ? 0 : throw holder.MissingInline(policyName);
            },
            ct);
        return null;
    };
}
