using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A policy that speaks of retained messages, whose device cannot leave any.</summary>
static class RetainedWithoutRetainPublish
{
    public static readonly LintRule<LintedPolicy> Rule = new("retained-without-retain-publish", ProblemSeverity.Info, Find);

    static readonly string[] Readers = ["iot:GetRetainedMessage", "iot:ListRetainedMessages"];

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        policy.Could("iot:Publish") && !policy.Could("iot:RetainPublish") && Readers.Any(policy.Could)
            ? [new LintHit("$.Statement", "Retained messages may be read and not published: that needs iot:RetainPublish besides iot:Publish.", "Add iot:RetainPublish where the device publishes with RETAIN, or has a retained will.")]
            : [];
}
