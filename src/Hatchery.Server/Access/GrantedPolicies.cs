using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Iam;

namespace Hatchery.Server.Access;

/// <summary>Reads and parses the policies of a user or role.</summary>
static class GrantedPolicies
{
    public static IReadOnlyList<IamPolicy> Of(IPolicyHolders holders, string name, IRegistryTransaction registry, AwsAccount account)
    {
        var policies = new List<IamPolicy>();
        foreach (var arn in All(page => holders.AttachedPolicies(name, page)))
        {
            if (Managed(arn, registry, account) is { } policy)
            {
                policies.Add(policy);
            }
        }

        foreach (var inline in All(page => holders.InlinePolicies(name, page)))
        {
            policies.Add(IamPolicy.ParseStored(holders.FindInlinePolicy(name, inline)!));
        }

        return policies;
    }

    /// <summary>Null for a policy that isn't there, or isn't known here: it allows nothing.</summary>
    public static IamPolicy? Managed(string arn, IRegistryTransaction registry, AwsAccount account) =>
        AwsManagedPolicies.Parsed(arn, account)
        ?? (ManagedPolicy.Parse(arn, account)?.Own(registry, account) is { } own
            ? IamPolicy.ParseStored(own.Document)
            : null);

    static IEnumerable<string> All(Func<PageRequest, Page<string>> list)
    {
        string? after = null;
        do
        {
            var page = list(new PageRequest(Limits.PageSizeMax, after));
            foreach (var item in page.Items)
            {
                yield return item;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
