using System.Xml.Linq;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Holders;

/// <summary>ListAttachedRolePolicies, ListAttachedUserPolicies.</summary>
static class ListAttachedPoliciesOf
{
    public static QueryHandler Of(PolicyHolder holder) => async (request, services, ct) =>
    {
        var name = holder.Name(request);
        var prefix = request.Optional("PathPrefix", pattern: null, 1, 512) ?? "/";
        var page = request.Page();
        var arns = await services.Registry.ReadAsync(
            tx =>
            {
                holder.Require(tx, name);
                return holder.In(tx).AttachedPolicies(name, page);
            },
            ct);

        var policies = arns.Items.Select(arn => ManagedPolicy.Parse(arn, services.Account)!).Where(p => p.Path.StartsWith(prefix, StringComparison.Ordinal));
        return IamXml.List("AttachedPolicies", new Page<ManagedPolicy>([.. policies], arns.Next), policy =>
            new XElement("member", new XElement("PolicyName", policy.Name), new XElement("PolicyArn", policy.Arn)));
    };
}
