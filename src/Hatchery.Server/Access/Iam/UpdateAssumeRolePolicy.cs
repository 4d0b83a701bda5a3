using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

static class UpdateAssumeRolePolicy
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        var document = IamRules.TrustPolicy(request, "PolicyDocument");
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Roles.FindOrThrow(name);
                tx.Roles.SetAssumeRolePolicy(name, document);
                return 0;
            },
            ct);
        return null;
    }
}
