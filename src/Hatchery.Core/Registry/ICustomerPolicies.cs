using Hatchery.Core.Access;

namespace Hatchery.Core.Registry;

/// <summary>Managed policies of the account's own.</summary>
public interface ICustomerPolicies
{
    CustomerPolicy? Find(string name);

    /// <exception cref="AwsError">EntityAlreadyExists when the name is taken.</exception>
    void Insert(CustomerPolicy policy);

    bool Delete(string name);

    /// <summary>Newest first; they are few.</summary>
    IReadOnlyList<CustomerPolicyVersion> Versions(string name);

    /// <summary>Under the next number.</summary>
    CustomerPolicyVersion InsertVersion(string name, string document, DateTimeOffset now);

    /// <summary>Puts one of its versions in force.</summary>
    void SetDefaultVersion(string name, int number);

    bool DeleteVersion(string name, int number);

    /// <summary>By name.</summary>
    Page<CustomerPolicy> List(PageRequest page);

    /// <summary>Users and roles that a policy, AWS's or the account's, is attached to.</summary>
    int AttachmentCount(string policyArn);
}
