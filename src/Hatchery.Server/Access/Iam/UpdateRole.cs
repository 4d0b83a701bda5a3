using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

/// <summary>Description and longest session; what isn't sent stays, but an absent description is an empty one, as at AWS.</summary>
static class UpdateRole
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        var description = IamRules.Description(request);
        var session = request["MaxSessionDuration"] is null ? (int?)null : request.Number("MaxSessionDuration", 3_600, 43_200, otherwise: 3_600);
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Roles.FindOrThrow(name);
                tx.Roles.SetDescription(name, description is { Length: > 0 } ? description : null);
                if (session is { } seconds)
                {
                    tx.Roles.SetMaxSessionDuration(name, seconds);
                }

                return 0;
            },
            ct);
        return [];
    }
}
