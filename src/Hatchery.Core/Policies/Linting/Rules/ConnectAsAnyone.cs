using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>AWS's audit: Connect on <c>client/*</c>. A claim needs it as long as devices choose their ids; AWS's own example has it.</summary>
static class ConnectAsAnyone
{
    public static readonly LintRule<LintedPolicy> Rule = new("connect-as-anyone", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        Breadth.Wide(policy, "iot:Connect", Breadth.Clients).Select(resource => policy.IsClaim
            ? new LintHit(resource.Path, "A claim may connect under any client id, a live device's too.", "Where devices provision under ids with a prefix of their own, allow client/PREFIX* alone.", ProblemSeverity.Info)
            : new LintHit(resource.Path, "Whoever has this policy connects under any client id, and takes over the session of another device.", "Allow client/${iot:Connection.Thing.ThingName} alone."));
}
