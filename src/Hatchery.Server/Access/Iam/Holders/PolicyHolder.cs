using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Holders;

/// <summary>A user or a role, as far as policies go: IAM's actions on both differ in names alone.</summary>
/// <param name="Kind">In members of answers and messages: User or Role.</param>
/// <param name="InlineMax">Characters of all inline policies together.</param>
/// <param name="Require">Throws NoSuchEntity.</param>
sealed record PolicyHolder(
    string Kind, int NameMax, int InlineMax, Func<IRegistryTransaction, IPolicyHolders> In, Action<IRegistryTransaction, string> Require)
{
    public static readonly PolicyHolder Role = new("Role", 64, Limits.IamRolePoliciesMax, tx => tx.Roles, (tx, name) => tx.Roles.FindOrThrow(name));

    public static readonly PolicyHolder User = new("User", 64, Limits.IamUserPoliciesMax, tx => tx.Users, (tx, name) => tx.Users.FindOrThrow(name));

    public string Name(QueryRequest request) => request.Required($"{Kind}Name", IamRules.NamePattern, 1, NameMax);

    public AwsError MissingInline(string policyName) =>
        new(AwsErrorCode.IamNoSuchEntity, $"The {Kind.ToLowerInvariant()} policy with name {policyName} cannot be found.");
}
