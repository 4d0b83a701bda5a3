using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

static class GetRole
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        var role = await services.Registry.ReadAsync(tx => tx.Roles.FindOrThrow(name), ct);
        return [RoleXml.Write("Role", role, services)];
    }
}
