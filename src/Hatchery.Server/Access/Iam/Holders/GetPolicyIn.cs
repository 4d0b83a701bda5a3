using System.Xml.Linq;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Holders;

/// <summary>GetRolePolicy, GetUserPolicy.</summary>
static class GetPolicyIn
{
    public static QueryHandler Of(PolicyHolder holder) => async (request, services, ct) =>
    {
        var name = holder.Name(request);
        var policyName = IamRules.PolicyName(request);
        var document = await services.Registry.ReadAsync(
            tx =>
            {
                holder.Require(tx, name);
                return holder.In(tx).FindInlinePolicy(name, policyName) ?? throw holder.MissingInline(policyName);
            },
            ct);
        return
        [
            new XElement($"{holder.Kind}Name", name),
            new XElement("PolicyName", policyName),
            new XElement("PolicyDocument", IamXml.Document(document)),
        ];
    };
}
