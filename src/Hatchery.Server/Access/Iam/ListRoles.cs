using System.Xml.Linq;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

static class ListRoles
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var prefix = IamRules.PathPrefix(request);
        var page = request.Page();
        var roles = await services.Registry.ReadAsync(tx => tx.Roles.List(page), ct);

        // A page may be short of the roles on other paths; its marker still leads on.
        var shown = new Page<Role>([.. roles.Items.Where(role => role.Path.StartsWith(prefix, StringComparison.Ordinal))], roles.Next);
        return IamXml.List("Roles", shown, role => RoleXml.Write("member", role, services));
    }
}
