using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A filter may be subscribed to while nothing of it may be received: silence, without any refusal.</summary>
static class SubscribeWithoutReceive
{
    public static readonly LintRule<LintedPolicy> Rule = new("subscribe-without-receive", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Allows
        where !policy.IsClaim && statement.Asks("iot:Subscribe")
        from resource in statement.Resources
        let filter = resource.RestOf("topicfilter")
        where filter is not null && !Receives(policy, resource, filter)
        select new LintHit(resource.Path, $"Messages of '{filter}' may be subscribed to and never arrive: no statement allows iot:Receive on such a topic.", $"Allow iot:Receive on topic/{MqttWildcard.AsPolicy(Unshared(filter))}.");

    // Some topic below the filter, with its variables as they stand: the same text on the other side matches it.
    static bool Receives(LintedPolicy policy, LintedText resource, string filter)
    {
        var receivable = policy.Allows.Where(statement => statement.Asks("iot:Receive")).ToList();
        return receivable.Exists(statement => statement.Statement.ResourcesExcluded || statement.Resources.Any(allowed =>
            allowed.Text == "*" || allowed.Tail == "*" || MayMeet(allowed.Tail, "topic/" + filter) || MayMeet(allowed.Tail, "topic/" + Unshared(filter))));
    }

    // They agree up to where either has a wildcard or a variable, and one that has none is long enough for the other.
    static bool MayMeet(string a, string b)
    {
        var (fixedOfA, fixedOfB) = (FixedLength(a), FixedLength(b));
        var common = Math.Min(fixedOfA, fixedOfB);
        return a.AsSpan(0, common).SequenceEqual(b.AsSpan(0, common))
            && (fixedOfA < a.Length || fixedOfA >= fixedOfB)
            && (fixedOfB < b.Length || fixedOfB >= fixedOfA);
    }

    static int FixedLength(string text)
    {
        var wild = text.AsSpan().IndexOfAny("*?+#");
        var variable = text.IndexOf("${", StringComparison.Ordinal);
        return Math.Min(wild < 0 ? text.Length : wild, variable < 0 ? text.Length : variable);
    }

    static string Unshared(string filter)
    {
        var levels = filter.Split('/', 3);
        return levels is ["$share", _, var rest] ? rest : filter;
    }
}
