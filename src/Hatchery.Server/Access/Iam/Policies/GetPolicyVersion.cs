using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

static class GetPolicyVersion
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        var version = request.Required("VersionId", @"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", 2, 64);
        var only = await services.Registry.ReadAsync(tx => PolicyVersion.Of(policy, tx, services.Account), ct);
        if (version != only.Id)
        {
            throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"Policy {policy.Arn} version {version} does not exist or is not attachable.");
        }

        return [only.Write("PolicyVersion", withDocument: true)];
    }
}
