using System.Xml.Linq;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Users;

/// <summary>Always empty: there are no groups of users here. Terraform asks before it deletes a user.</summary>
static class ListGroupsForUser
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.UserName(request);
        await services.Registry.ReadAsync(tx => tx.Users.FindOrThrow(name), ct);
        return IamXml.List("Groups", new Page<XElement>([], Next: null), group => group);
    }
}
