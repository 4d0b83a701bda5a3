using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

static class DeletePolicyVersion
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        var id = PolicyVersion.IdIn(request);
        await services.Registry.TransactAsync(
            tx =>
            {
                var own = policy.OwnOrThrow(tx, services.Account);
                var number = PolicyVersion.NumberOf(id, policy, own, tx);
                return number == own.DefaultVersion
                    ? throw new AwsError(AwsErrorCode.IamDeleteConflict, "Cannot delete the default version of a policy.")
                    : tx.CustomerPolicies.DeleteVersion(own.Name, number);
            },
            ct);
        return null;
    }
}
