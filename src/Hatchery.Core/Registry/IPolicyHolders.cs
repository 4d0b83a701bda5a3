namespace Hatchery.Core.Registry;

/// <summary>The policies of IAM users or of IAM roles: managed ones that are attached, and inline ones of their own.</summary>
public interface IPolicyHolders
{
    /// <exception cref="AwsError">NoSuchEntity when the holder isn't there.</exception>
    void AttachPolicy(string holderName, string policyArn);

    bool DetachPolicy(string holderName, string policyArn);

    Page<string> AttachedPolicies(string holderName, PageRequest page);

    /// <summary>The names of those that a policy is attached to, the oldest first.</summary>
    Page<string> WithPolicy(string policyArn, PageRequest page);

    /// <exception cref="AwsError">NoSuchEntity when the holder isn't there.</exception>
    void PutInlinePolicy(string holderName, string policyName, string document);

    string? FindInlinePolicy(string holderName, string policyName);

    bool DeleteInlinePolicy(string holderName, string policyName);

    Page<string> InlinePolicies(string holderName, PageRequest page);
}
