using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

/// <summary>What the tables of users and of roles share: each holds policies, and a change of them is a change of who may do what.</summary>
abstract class PolicyHolderTable(SqlSession session, ChangeLog changes, HeldPolicies policies) : IPolicyHolders
{
    protected SqlSession Session => session;

    public void AttachPolicy(string holderName, string policyArn)
    {
        policies.Attach(session, holderName, policyArn);
        Changed(holderName);
    }

    public bool DetachPolicy(string holderName, string policyArn) => Changed(holderName, policies.Detach(session, holderName, policyArn));

    public Page<string> AttachedPolicies(string holderName, PageRequest page) => policies.Attached(session, holderName, page);

    public Page<string> WithPolicy(string policyArn, PageRequest page) => policies.Holders(session, policyArn, page);

    public void PutInlinePolicy(string holderName, string policyName, string document)
    {
        policies.Put(session, holderName, policyName, document);
        Changed(holderName);
    }

    public string? FindInlinePolicy(string holderName, string policyName) => policies.Find(session, holderName, policyName);

    public bool DeleteInlinePolicy(string holderName, string policyName) => Changed(holderName, policies.Remove(session, holderName, policyName));

    public Page<string> InlinePolicies(string holderName, PageRequest page) => policies.Inline(session, holderName, page);

    protected bool Changed(string name, bool isChanged = true)
    {
        if (isChanged)
        {
            changes.Add(RegistryChangeKind.Access, name);
        }

        return isChanged;
    }
}
