using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Users;

static class DeleteAccessKey
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.UserNameOrCaller(request);
        var id = UpdateAccessKey.KeyId(request);
        await services.Registry.TransactAsync(
            tx =>
            {
                UpdateAccessKey.RequireKeyOf(name, id, tx);
                return tx.Users.DeleteKey(id);
            },
            ct);
        return null;
    }
}
