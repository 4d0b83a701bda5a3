using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Users;

static class UpdateAccessKey
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.UserNameOrCaller(request);
        var id = KeyId(request);
        var status = request.Required("Status", pattern: null, 1, 16);
        new Validation().OneOf("status", status, AccessKeyStatus.Active, AccessKeyStatus.Inactive).ThrowIfAny();
        await services.Registry.TransactAsync(
            tx =>
            {
                RequireKeyOf(name, id, tx);
                return tx.Users.SetKeyActive(id, status == AccessKeyStatus.Active);
            },
            ct);
        return null;
    }

    public static string KeyId(QueryRequest request) => request.Required("AccessKeyId", IamRules.NamePattern, 16, 128);

    public static void RequireKeyOf(string userName, string keyId, IRegistryTransaction registry)
    {
        registry.Users.FindOrThrow(userName);
        if (registry.Users.FindKey(keyId)?.UserName != userName)
        {
            throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"The Access Key with id {keyId} cannot be found.");
        }
    }
}
