using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

static class DeleteRole
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        var any = new PageRequest(1);
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Roles.FindOrThrow(name);
                if (tx.Roles.AttachedPolicies(name, any).Items.Count > 0)
                {
                    throw new AwsError(AwsErrorCode.IamDeleteConflict, "Cannot delete entity, must detach all policies first.");
                }

                if (tx.Roles.InlinePolicies(name, any).Items.Count > 0)
                {
                    throw new AwsError(AwsErrorCode.IamDeleteConflict, "Cannot delete entity, must delete policies first.");
                }

                return tx.Roles.Delete(name);
            },
            ct);
        return null;
    }
}
