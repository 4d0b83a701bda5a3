using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

/// <summary>The older UpdateRole, which infrastructure tools still call.</summary>
static class UpdateRoleDescription
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        new Validation().Required("description", request["Description"]).ThrowIfAny();
        var description = IamRules.Description(request);
        var role = await services.Registry.TransactAsync(
            tx =>
            {
                tx.Roles.FindOrThrow(name);
                tx.Roles.SetDescription(name, description is { Length: > 0 } ? description : null);
                return tx.Roles.FindOrThrow(name);
            },
            ct);
        return [RoleXml.Write("Role", role, services)];
    }
}
