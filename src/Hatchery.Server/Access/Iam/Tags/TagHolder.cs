using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Tags;

/// <summary>A user, a role or a managed policy, as far as tags go: IAM's actions on them differ in names alone.</summary>
/// <param name="Kind">In the name of its quota.</param>
/// <param name="Find">What a request means, if it is there.</param>
sealed record TagHolder(string Kind, Func<QueryRequest, AwsAccount, Func<IRegistryTransaction, TaggedResource>> Find)
{
    public static readonly TagHolder Role = new("Role", (request, _) =>
    {
        var name = IamRules.RoleName(request);
        return tx => TaggedResource.IamRole(tx.Roles.FindOrThrow(name).Name);
    });

    public static readonly TagHolder User = new("User", (request, _) =>
    {
        var name = IamRules.UserName(request);
        return tx => TaggedResource.IamUser(tx.Users.FindOrThrow(name).Name);
    });

    public static readonly TagHolder Policy = new("Policy", (request, account) =>
    {
        var policy = ManagedPolicy.Read(request, account);
        return tx => TaggedResource.IamPolicy(policy.OwnOrThrow(tx, account).Name);
    });
}
