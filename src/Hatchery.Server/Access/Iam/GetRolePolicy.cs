using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

static class GetRolePolicy
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        var policyName = IamRules.PolicyName(request);
        var document = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Roles.FindOrThrow(name);
                return tx.Roles.FindInlinePolicy(name, policyName) ?? throw Missing(policyName);
            },
            ct);
        return
        [
            new XElement("RoleName", name),
            new XElement("PolicyName", policyName),
            new XElement("PolicyDocument", RoleXml.Document(document)),
        ];
    }

    public static AwsError Missing(string policyName) =>
        new(AwsErrorCode.IamNoSuchEntity, $"The role policy with name {policyName} cannot be found.");
}
