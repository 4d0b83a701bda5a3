using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

static class GetPolicyVersion
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        var id = PolicyVersion.IdIn(request);
        var versions = await services.Registry.ReadAsync(tx => PolicyVersion.AllOf(policy, tx, services.Account), ct);
        var version = versions.FirstOrDefault(version => version.Id == id) ?? throw PolicyVersion.Missing(id, policy);
        return [version.Write("PolicyVersion", withDocument: true)];
    }
}
