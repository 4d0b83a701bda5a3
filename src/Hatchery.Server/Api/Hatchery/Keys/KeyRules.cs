using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Hatchery.Keys;

/// <summary>How access keys look in Hatchery's own API: with their user and, in a word, what they may do.</summary>
static class KeyRules
{
    public const string Administrator = "administrator";
    public const string ReadOnly = "read-only";

    /// <summary>Documents of its own, or several policies; IAM's actions tell which.</summary>
    public const string Custom = "custom";

    public const string None = "none";

    /// <summary>The inline policy of a key that has a document of its own.</summary>
    public const string PolicyName = "key";

    static readonly string[] NeededToMake = ["iam:CreateUser", "iam:CreateAccessKey", "iam:AttachUserPolicy", "iam:PutUserPolicy"];

    /// <summary>Whoever makes a key, or comes to hold one, must be allowed what that takes through IAM's own actions.</summary>
    /// <exception cref="AwsError">AccessDeniedException.</exception>
    public static void DemandToMake(ApiRequest request, string user)
    {
        foreach (var action in NeededToMake)
        {
            request.Call?.Demand(new AccessDemand(action, user));
        }
    }

    /// <summary>What the policies of a user come to.</summary>
    public static string Access(string userName, IRegistryTransaction registry, AwsAccount account)
    {
        var attached = registry.Users.AttachedPolicies(userName, new PageRequest(Limits.PoliciesPerIdentityMax)).Items;
        var inline = registry.Users.InlinePolicies(userName, new PageRequest(1)).Items;
        return (attached, inline) switch
        {
            ([], []) => None,
            ([var arn], []) when arn == AwsManagedPolicies.Arn(AwsManagedPolicies.Administrator, account) => Administrator,
            ([var arn], []) when arn == AwsManagedPolicies.Arn(AwsManagedPolicies.ReadOnly, account) => ReadOnly,
            _ => Custom,
        };
    }
}
