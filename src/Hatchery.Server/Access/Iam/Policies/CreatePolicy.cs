using System.Xml.Linq;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Iam.Tags;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>A managed policy of the account's own.</summary>
static class CreatePolicy
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var document = IamRules.ManagedPolicyDocument(request);
        var tags = IamTags.Read(request);
        var policy = new CustomerPolicy(
            IamRules.PolicyName(request), UniqueId.Create(UniqueId.ManagedPolicy), IamRules.Path(request), IamRules.Description(request), document, services.Time.GetUtcNow());
        return
        [
            await services.Registry.TransactAsync(
                tx =>
                {
                    tx.CustomerPolicies.Insert(policy);
                    IamTags.Put(tx.Tags, TaggedResource.IamPolicy(policy.Name), tags, "Policy");
                    return PolicyXml.Write("Policy", policy, tx, services.Account, withTags: true);
                },
                ct),
        ];
    }
}
