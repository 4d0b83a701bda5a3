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
                var own = policy.Own(tx, services.Account) ?? throw GetPolicy.Missing(policy);
                return tx.CustomerPolicies.AttachmentCount(policy.Arn) > 0
                    ? throw new AwsError(AwsErrorCode.IamDeleteConflict, "Cannot delete a policy attached to entities.")
                    : tx.CustomerPolicies.Delete(own.Name);
            },
            ct);
        return null;
    }
}
