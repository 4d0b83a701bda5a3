using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

static class AttachRolePolicy
{
    const int PoliciesPerRoleMax = 10;

    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        var policy = ManagedPolicy.Read(request, services.Account);
        policy.RequireExisting(services.Account);
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Roles.FindOrThrow(name);
                tx.Roles.AttachPolicy(name, policy.Arn);
                return tx.Roles.AttachedPolicies(name, new PageRequest(PoliciesPerRoleMax)).Next is null
                    ? 0
                    : throw new AwsError(AwsErrorCode.IamLimitExceeded, $"Cannot exceed quota for PoliciesPerRole: {PoliciesPerRoleMax}");
            },
            ct);
        return null;
    }
}
