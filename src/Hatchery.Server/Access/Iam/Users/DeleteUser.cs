using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Users;

static class DeleteUser
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.UserName(request);
        var any = new PageRequest(1);
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Users.FindOrThrow(name);
                if (tx.Users.KeysOf(name).Count > 0)
                {
                    throw Conflict("must delete access keys first.");
                }

                if (tx.Users.AttachedPolicies(name, any).Items.Count > 0)
                {
                    throw Conflict("must detach all policies first.");
                }

                return tx.Users.InlinePolicies(name, any).Items.Count > 0 ? throw Conflict("must delete policies first.") : tx.Users.Delete(name);
            },
            ct);
        return null;
    }

    static AwsError Conflict(string first) => new(AwsErrorCode.IamDeleteConflict, $"Cannot delete entity, {first}");
}
