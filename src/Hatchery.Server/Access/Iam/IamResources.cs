using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

/// <summary>
/// What an action of IAM acts on, for authorisation: the role, user or policy that the request names, with its path.
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Identity and Access Management".
/// </summary>
static class IamResources
{
    public static async ValueTask<string> OfAsync(string action, QueryRequest request, ApiServices services, CancellationToken ct)
    {
        if (request["RoleName"] is { } role)
        {
            var path = action == "CreateRole" ? request["Path"] : await services.Registry.ReadAsync(tx => tx.Roles.Find(role)?.Path, ct);
            return Arn("role", path, role, services);
        }

        if (request["UserName"] is { } user)
        {
            var path = action == "CreateUser" ? request["Path"] : await services.Registry.ReadAsync(tx => tx.Users.Find(user)?.Path, ct);
            return Arn("user", path, user, services);
        }

        return request["PolicyArn"] ?? action switch
        {
            "CreatePolicy" => Arn("policy", request["Path"], request["PolicyName"] ?? "", services),
            "ListPolicies" => services.Account.IamArn("policy/"),
            "ListInstanceProfiles" => services.Account.IamArn("instance-profile/"),
            "ListRoles" => services.Account.IamArn("role/"),
            "ListUsers" => services.Account.IamArn("user/"),
            _ when request.Call.Caller.UserName is not null => request.Call.Caller.Arn,
            _ => "*",
        };
    }

    static string Arn(string type, string? path, string name, ApiServices services) => services.Account.IamArn($"{type}{path ?? "/"}{name}");
}
