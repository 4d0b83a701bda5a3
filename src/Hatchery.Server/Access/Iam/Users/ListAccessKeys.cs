using System.Xml.Linq;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Users;

static class ListAccessKeys
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.UserNameOrCaller(request);
        var keys = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Users.FindOrThrow(name);
                return tx.Users.KeysOf(name);
            },
            ct);
        return IamXml.List("AccessKeyMetadata", new Page<UserAccessKey>(keys, Next: null), key => UserXml.Write("member", key));
    }
}
