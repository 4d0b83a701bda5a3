using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Users;

static class CreateUser
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        if (request.HasList("Tags") || request["PermissionsBoundary"] is not null)
        {
            throw AwsError.InvalidRequest("Tags and demands boundaries of users are not built in Hatchery yet: create the user without them");
        }

        var user = new User(IamRules.UserName(request), UniqueId.Create(UniqueId.User), IamRules.Path(request), IsOfKey: false, services.Time.GetUtcNow());
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Users.Insert(user);
                return 0;
            },
            ct);
        return [UserXml.Write("User", user, services)];
    }
}
