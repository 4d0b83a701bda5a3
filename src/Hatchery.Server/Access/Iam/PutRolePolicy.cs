using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

/// <summary>Sets a policy that lives in the role itself.</summary>
static class PutRolePolicy
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        var policyName = IamRules.PolicyName(request);
        var document = IamRules.Document(request, "PolicyDocument");
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Roles.FindOrThrow(name);
                tx.Roles.PutInlinePolicy(name, policyName, document);
                return 0;
            },
            ct);
        return null;
    }
}
