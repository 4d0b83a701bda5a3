using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

static class DetachRolePolicy
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        var policy = ManagedPolicy.Read(request, services.Account);
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Roles.FindOrThrow(name);
                return tx.Roles.DetachPolicy(name, policy.Arn)
                    ? 0
                    : throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"Policy {policy.Arn} was not found.");
            },
            ct);
        return null;
    }
}
