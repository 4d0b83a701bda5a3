using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Iam.Tags;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Users;

static class CreateUser
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        if (request["PermissionsBoundary"] is not null)
        {
            throw AwsError.InvalidRequest("Permissions boundaries are not built in Hatchery yet: create the user without one");
        }

        var user = new User(IamRules.UserName(request), UniqueId.Create(UniqueId.User), IamRules.Path(request), IsOfKey: false, services.Time.GetUtcNow());
        var tags = IamTags.Read(request);
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Users.Insert(user);
                IamTags.Put(tx.Tags, TaggedResource.IamUser(user.Name), tags, "User");
                return 0;
            },
            ct);
        return [UserXml.Write("User", user, services, tags)];
    }
}
