using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Holders;

/// <summary>PutRolePolicy, PutUserPolicy: a policy that lives in its holder.</summary>
static class PutPolicyInto
{
    public static QueryHandler Of(PolicyHolder holder) => async (request, services, ct) =>
    {
        var name = holder.Name(request);
        var policyName = IamRules.PolicyName(request);
        var document = IamRules.IdentityPolicy(request, "PolicyDocument");
        await services.Registry.TransactAsync(
            tx =>
            {
                holder.Require(tx, name);
                holder.In(tx).PutInlinePolicy(name, policyName, document);
                return Characters(holder.In(tx), name) <= holder.InlineMax
                    ? 0
                    : throw new AwsError(AwsErrorCode.IamLimitExceeded, $"Maximum policy size of {holder.InlineMax} bytes exceeded for {holder.Kind.ToLowerInvariant()} {name}");
            },
            ct);
        return null;
    };

    // No holder has more than fit: each takes a character at least.
    static int Characters(IPolicyHolders holders, string name) =>
        holders.InlinePolicies(name, new PageRequest(Limits.IamRolePoliciesMax)).Items.Sum(policy => IamRules.Characters(holders.FindInlinePolicy(name, policy)!));
}
