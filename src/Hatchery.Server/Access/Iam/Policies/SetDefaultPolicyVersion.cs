using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

static class SetDefaultPolicyVersion
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        var id = PolicyVersion.IdIn(request);
        await services.Registry.TransactAsync(
            tx =>
            {
                var own = policy.OwnOrThrow(tx, services.Account);
                tx.CustomerPolicies.SetDefaultVersion(own.Name, PolicyVersion.NumberOf(id, policy, own, tx));
                return 0;
            },
            ct);
        return null;
    }
}
