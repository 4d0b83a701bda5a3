using System.Xml.Linq;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

static class ListAttachedRolePolicies
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        var prefix = request.Optional("PathPrefix", pattern: null, 1, 512) ?? "/";
        var page = request.Page();
        var arns = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Roles.FindOrThrow(name);
                return tx.Roles.AttachedPolicies(name, page);
            },
            ct);

        var policies = arns.Items.Select(arn => ManagedPolicy.Parse(arn, services.Account)!).Where(p => p.Path.StartsWith(prefix, StringComparison.Ordinal));
        return RoleXml.List("AttachedPolicies", new Page<ManagedPolicy>([.. policies], arns.Next), policy =>
            new XElement("member", new XElement("PolicyName", policy.Name), new XElement("PolicyArn", policy.Arn)));
    }
}
