using Hatchery.Core.Access;

namespace Hatchery.Core.Registry;

public interface IRoles
{
    Role? Find(string name);

    /// <exception cref="AwsError">EntityAlreadyExists when the name is taken.</exception>
    void Insert(Role role);

    void SetAssumeRolePolicy(string name, string document);

    bool Delete(string name);

    Page<Role> List(PageRequest page);

    void AttachPolicy(string roleName, string policyArn);

    bool DetachPolicy(string roleName, string policyArn);

    Page<string> AttachedPolicies(string roleName, PageRequest page);

    void PutInlinePolicy(string roleName, string policyName, string document);

    string? FindInlinePolicy(string roleName, string policyName);

    bool DeleteInlinePolicy(string roleName, string policyName);

    Page<string> InlinePolicies(string roleName, PageRequest page);
}
