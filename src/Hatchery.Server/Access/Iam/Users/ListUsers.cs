using System.Xml.Linq;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Users;

static class ListUsers
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var prefix = IamRules.PathPrefix(request);
        var page = request.Page();
        var users = await services.Registry.ReadAsync(tx => tx.Users.List(page), ct);

        // A page may be short of the users on other paths; its marker still leads on.
        var shown = new Page<User>([.. users.Items.Where(user => user.Path.StartsWith(prefix, StringComparison.Ordinal))], users.Next);
        return IamXml.List("Users", shown, user => UserXml.Write("member", user, services));
    }
}
