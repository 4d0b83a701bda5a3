using System.Xml.Linq;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Holders;

/// <summary>ListRolePolicies, ListUserPolicies: the names of the policies that live in the holder itself.</summary>
static class ListPoliciesIn
{
    public static QueryHandler Of(PolicyHolder holder) => async (request, services, ct) =>
    {
        var name = holder.Name(request);
        var page = request.Page();
        var names = await services.Registry.ReadAsync(
            tx =>
            {
                holder.Require(tx, name);
                return holder.In(tx).InlinePolicies(name, page);
            },
            ct);
        return IamXml.List("PolicyNames", names, policyName => new XElement("member", policyName));
    };
}
