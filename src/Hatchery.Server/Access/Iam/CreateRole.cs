using System.Security.Cryptography;
using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

static class CreateRole
{
    const string PathPattern = @"/|/[\u0021-\u007E]+/";
    const string DescriptionPattern = @"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*";

    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        if (request.HasList("Tags") || request["PermissionsBoundary"] is not null)
        {
            throw AwsError.InvalidRequest("Tags and permissions boundaries are not built in Hatchery yet: create the role without them");
        }

        var role = new Role(
            IamRules.RoleName(request),
            "AROA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17),
            request.Optional("Path", PathPattern, 1, 512) ?? "/",
            request.Optional("Description", DescriptionPattern, 0, 1_000),
            IamRules.Document(request, "AssumeRolePolicyDocument"),
            request.Number("MaxSessionDuration", 3_600, 43_200, otherwise: 3_600),
            services.Time.GetUtcNow());

        await services.Registry.TransactAsync(
            tx =>
            {
                if (tx.Roles.Find(role.Name) is not null)
                {
                    throw new AwsError(AwsErrorCode.IamEntityAlreadyExists, $"Role with name {role.Name} already exists.");
                }

                tx.Roles.Insert(role);
                return 0;
            },
            ct);
        return [RoleXml.Write("Role", role, services)];
    }
}
