using System.Xml.Linq;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;
using Hatchery.Server.Api.Tags;

namespace Hatchery.Server.Access.Iam;

static class GetRole
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        return
        [
            await services.Registry.ReadAsync(
                tx =>
                {
                    var role = tx.Roles.FindOrThrow(name);
                    var xml = RoleXml.Write("Role", role, services, tx.Tags.All(TaggedResource.IamRole(role.Name)));

                    // Who last used a role isn't kept; IAM answers so of a role that nobody used.
                    xml.Add(new XElement("RoleLastUsed"));
                    return xml;
                },
                ct),
        ];
    }
}
