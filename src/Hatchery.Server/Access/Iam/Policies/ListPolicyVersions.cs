using System.Xml.Linq;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>Always one. Terraform asks before it deletes a policy.</summary>
static class ListPolicyVersions
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        var only = await services.Registry.ReadAsync(tx => PolicyVersion.Of(policy, tx, services.Account), ct);
        return IamXml.List("Versions", new Page<PolicyVersion>([only], Next: null), version => version.Write("member"));
    }
}
