using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>Without a connection no other right is of use. Another policy of the certificate may allow it.</summary>
static class NoConnect
{
    public static readonly LintRule<LintedPolicy> Rule = new("no-connect", ProblemSeverity.Info, Find);

    static readonly string[] ForConnections = ["iot:Publish", "iot:Subscribe", "iot:Receive"];

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        policy.Allows.Any() && !policy.Could("iot:Connect") && ForConnections.Any(policy.Could)
            ? [new LintHit("$.Statement", "This policy does not allow iot:Connect, and what it allows needs a connection.", "Attach it beside a policy that does, or allow iot:Connect on client/… here.", policy.IsClaim ? ProblemSeverity.Warning : null)]
            : [];
}
