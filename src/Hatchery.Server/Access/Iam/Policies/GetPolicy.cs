using System.Xml.Linq;
using Hatchery.Core.Access;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>A managed policy: the account's own, or one of AWS's that is known here.</summary>
static class GetPolicy
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        return
        [
            await services.Registry.ReadAsync(
                tx =>
                {
                    if (AwsManagedPolicies.Document(policy.Arn, services.Account) is not null)
                    {
                        return PolicyXml.Write("Policy", policy, tx, services.Account);
                    }

                    return PolicyXml.Write("Policy", policy.OwnOrThrow(tx, services.Account), tx, services.Account, withTags: true);
                },
                ct),
        ];
    }
}
