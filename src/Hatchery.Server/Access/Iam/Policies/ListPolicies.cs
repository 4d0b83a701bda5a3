using System.Xml.Linq;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>Scope Local: the account's own; AWS: those known here; All: both, the account's own on the first pages.</summary>
static class ListPolicies
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var scope = request["Scope"] ?? "All";
        new Validation().OneOf("scope", scope, "All", "AWS", "Local").ThrowIfAny();
        var prefix = IamRules.PathPrefix(request);
        var onlyAttached = request.Flag("OnlyAttached");
        var page = request.Page();
        return await services.Registry.ReadAsync(
            tx =>
            {
                var own = scope == "AWS" ? new Page<CustomerPolicy>([], Next: null) : tx.CustomerPolicies.List(page);
                var listed = own.Items
                    .Where(policy => policy.Path.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(policy => (Arn: ManagedPolicy.ArnOf(policy, services.Account), Xml: PolicyXml.Write("member", policy, tx, services.Account)));
                if (own.Next is null && scope != "Local")
                {
                    listed = listed.Concat(AwsManagedPolicies.Arns(services.Account)
                        .Select(arn => ManagedPolicy.Parse(arn, services.Account)!)
                        .Where(policy => policy.Path.StartsWith(prefix, StringComparison.Ordinal))
                        .Select(policy => (policy.Arn, PolicyXml.Write("member", policy, tx, services.Account))));
                }

                var shown = listed.Where(policy => !onlyAttached || tx.CustomerPolicies.AttachmentCount(policy.Arn) > 0).Select(policy => policy.Xml);
                return IamXml.List("Policies", new Page<XElement>([.. shown], own.Next), xml => xml).ToList();
            },
            ct);
    }
}
