using Hatchery.Core.Registry;

namespace Hatchery.Core.Access;

public static class RolesByArn
{
    /// <summary>The role of an ARN. Its path has to be right, too; null also for what is no role of the account.</summary>
    public static Role? FindByArn(this IRoles roles, string arn, AwsAccount account) =>
        arn.StartsWith(account.IamArn("role/"), StringComparison.Ordinal)
        && roles.Find(arn[(arn.LastIndexOf('/') + 1)..]) is { } role
        && account.IamArn($"role{role.Path}{role.Name}") == arn
            ? role
            : null;
}
