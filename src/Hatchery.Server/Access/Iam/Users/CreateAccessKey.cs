using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Users;

static class CreateAccessKey
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var key = new UserAccessKey(UniqueId.Create(UniqueId.AccessKey, 16), IamRules.UserNameOrCaller(request), IsActive: true, services.Time.GetUtcNow());
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Users.FindOrThrow(key.UserName);
                if (tx.Users.KeysOf(key.UserName).Count >= Limits.AccessKeysPerUserMax)
                {
                    throw new AwsError(AwsErrorCode.IamLimitExceeded, $"Cannot exceed quota for AccessKeysPerUser: {Limits.AccessKeysPerUserMax}");
                }

                tx.Users.InsertKey(key);
                return 0;
            },
            ct);
        return [UserXml.Write("AccessKey", key, services.Callers.Master.SecretOf(key.Id))];
    }
}
