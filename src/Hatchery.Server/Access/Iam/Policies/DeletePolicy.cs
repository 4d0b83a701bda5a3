using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

static class DeletePolicy
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        await services.Registry.TransactAsync(
            tx =>
            {
                var own = policy.OwnOrThrow(tx, services.Account);
                if (tx.CustomerPolicies.AttachmentCount(policy.Arn) > 0)
                {
                    throw new AwsError(AwsErrorCode.IamDeleteConflict, "Cannot delete a policy attached to entities.");
                }

                return tx.CustomerPolicies.Versions(own.Name).Count > 1
                    ? throw new AwsError(
                        AwsErrorCode.IamDeleteConflict,
                        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.")
                    : tx.CustomerPolicies.Delete(own.Name);
            },
            ct);
        return null;
    }
}
