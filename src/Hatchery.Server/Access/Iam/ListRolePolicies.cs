using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

/// <summary>Names of the policies that live in the role itself.</summary>
static class ListRolePolicies
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        var page = request.Page();
        var names = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Roles.FindOrThrow(name);
                return tx.Roles.InlinePolicies(name, page);
            },
            ct);
        return RoleXml.List("PolicyNames", names, policyName => new XElement("member", policyName));
    }
}
