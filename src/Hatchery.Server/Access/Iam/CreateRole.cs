using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Iam.Tags;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

static class CreateRole
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        if (request["PermissionsBoundary"] is not null)
        {
            throw AwsError.InvalidRequest("Permissions boundaries are not built in Hatchery yet: create the role without one");
        }

        var role = new Role(
            IamRules.RoleName(request),
            UniqueId.Create(UniqueId.Role),
            IamRules.Path(request),
            IamRules.Description(request),
            IamRules.TrustPolicy(request, "AssumeRolePolicyDocument"),
            request.Number("MaxSessionDuration", 3_600, 43_200, otherwise: 3_600),
            services.Time.GetUtcNow());
        var tags = IamTags.Read(request);

        await services.Registry.TransactAsync(
            tx =>
            {
                if (tx.Roles.Find(role.Name) is not null)
                {
                    throw new AwsError(AwsErrorCode.IamEntityAlreadyExists, $"Role with name {role.Name} already exists.");
                }

                tx.Roles.Insert(role);
                IamTags.Put(tx.Tags, TaggedResource.IamRole(role.Name), tags, "Role");
                return 0;
            },
            ct);
        return [RoleXml.Write("Role", role, services, tags)];
    }
}
