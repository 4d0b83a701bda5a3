using System.Xml.Linq;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>Newest first. A policy has few, all read at once; Terraform asks before it deletes a policy.</summary>
static class ListPolicyVersions
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        var page = request.Page();
        var versions = await services.Registry.ReadAsync(tx => PolicyVersion.AllOf(policy, tx, services.Account), ct);
        var rest = versions.SkipWhile(version => page.After is not null && version.Id != page.After).Skip(page.After is null ? 0 : 1).ToList();
        var shown = rest.Take(page.Size).ToList();
        return IamXml.List("Versions", new Page<PolicyVersion>(shown, shown.Count < rest.Count ? shown[^1].Id : null), version => version.Write("member"));
    }
}
