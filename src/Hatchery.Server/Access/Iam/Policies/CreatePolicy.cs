using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>A managed policy of the account's own.</summary>
static class CreatePolicy
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        if (request.HasList("Tags"))
        {
            throw AwsError.InvalidRequest("Tags of policies are not built in Hatchery yet: create the policy without them");
        }

        var document = IamRules.IdentityPolicy(request, "PolicyDocument");
        if (IamRules.Characters(document) > Limits.IamManagedPolicyMax)
        {
            throw new AwsError(AwsErrorCode.IamLimitExceeded, $"Cannot exceed quota for PolicySize: {Limits.IamManagedPolicyMax}");
        }

        var policy = new CustomerPolicy(
            IamRules.PolicyName(request), UniqueId.Create(UniqueId.ManagedPolicy), IamRules.Path(request), IamRules.Description(request), document, services.Time.GetUtcNow());
        return
        [
            await services.Registry.TransactAsync(
                tx =>
                {
                    tx.CustomerPolicies.Insert(policy);
                    return PolicyXml.Write("Policy", policy, tx, services.Account);
                },
                ct),
        ];
    }
}
