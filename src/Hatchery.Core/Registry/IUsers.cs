using Hatchery.Core.Access;

namespace Hatchery.Core.Registry;

/// <summary>IAM users and their access keys.</summary>
public interface IUsers : IPolicyHolders
{
    User? Find(string name);

    /// <exception cref="AwsError">EntityAlreadyExists when the name is taken.</exception>
    void Insert(User user);

    /// <summary>Its access keys and policies go with it.</summary>
    bool Delete(string name);

    /// <summary>By name.</summary>
    Page<User> List(PageRequest page);

    UserAccessKey? FindKey(string accessKeyId);

    void InsertKey(UserAccessKey key);

    bool SetKeyActive(string accessKeyId, bool isActive);

    bool DeleteKey(string accessKeyId);

    /// <summary>Of one user, by id.</summary>
    IReadOnlyList<UserAccessKey> KeysOf(string userName);

    /// <summary>Of all users, by id.</summary>
    Page<UserAccessKey> Keys(PageRequest page);
}
