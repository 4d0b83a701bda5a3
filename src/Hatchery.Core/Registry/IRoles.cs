using Hatchery.Core.Access;

namespace Hatchery.Core.Registry;

public interface IRoles : IPolicyHolders
{
    Role? Find(string name);

    /// <exception cref="AwsError">EntityAlreadyExists when the name is taken.</exception>
    void Insert(Role role);

    void SetAssumeRolePolicy(string name, string document);

    void SetDescription(string name, string? description);

    void SetMaxSessionDuration(string name, int seconds);

    bool Delete(string name);

    Page<Role> List(PageRequest page);
}
