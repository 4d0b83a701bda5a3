using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

static class DeleteRolePolicy
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        var policyName = IamRules.PolicyName(request);
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Roles.FindOrThrow(name);
                return tx.Roles.DeleteInlinePolicy(name, policyName) ? 0 : throw GetRolePolicy.Missing(policyName);
            },
            ct);
        return null;
    }
}
