using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Parsing;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A claim certificate is in every device of a batch, so it may do nothing but provision.</summary>
static class ClaimTooManyRights
{
    public static readonly LintRule<LintedPolicy> Rule = new("claim-too-many-rights", ProblemSeverity.Error, Find);

    static readonly string[] Needed = ["iot:Connect", "iot:Publish", "iot:Subscribe", "iot:Receive"];

    static IEnumerable<LintHit> Find(LintedPolicy policy)
    {
        if (!policy.IsClaim)
        {
            yield break;
        }

        foreach (var statement in policy.Allows)
        {
            foreach (var action in statement.Actions.Where(IsMoreThanNeeded))
            {
                yield return new LintHit(action.Path, $"A claim needs no {action.Text}.", "Take it out: a claim provisions, and the device's own policy says what it does afterwards.");
            }

            foreach (var resource in statement.Resources.Where(resource => IsBeyond(statement, resource)))
            {
                yield return new LintHit(resource.Path, $"{resource.Tail} is more than a claim needs, and its key is in every device of the batch.", "Allow Publish, Subscribe and Receive on $aws/certificates/create*, create-from-csr and $aws/provisioning-templates/TEMPLATE/provision alone.");
            }
        }
    }

    static bool IsMoreThanNeeded(LintedText action) =>
        !Needed.Any(needed => action.Pattern.Matches(needed, default)) || PolicyAction.All.Any(known => !Needed.Contains(known.Name) && action.Pattern.Matches(known.Name, default));

    static bool IsBeyond(LintedStatement statement, LintedText resource)
    {
        var isForTopics = Needed.Skip(1).Any(statement.Asks);
        if (resource.RestOf("client") is not null || (resource.Text == "*" && !isForTopics))
        {
            return false;
        }

        return isForTopics && !ProvisioningTopics.Named(resource.Text);
    }
}
