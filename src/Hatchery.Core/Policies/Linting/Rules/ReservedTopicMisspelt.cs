using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A topic that is nearly one of the provisioning topics.</summary>
static class ReservedTopicMisspelt
{
    public static readonly LintRule<LintedPolicy> Rule = new("reserved-topic-misspelt", ProblemSeverity.Warning, Find);

    static readonly string[] Families = [ProvisioningTopics.Keys, ProvisioningTopics.Csr, ProvisioningTopics.Templates.TrimEnd('/')];

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from resource in policy.Resources
        let topic = resource.RestOf("topic") ?? resource.RestOf("topicfilter")
        where topic is not null
        let meant = Meant(topic)
        where meant is not null
        select new LintHit(resource.Path, $"'{topic}' is no topic of fleet provisioning.", $"Did you mean '{meant}'?");

    static string? Meant(string topic)
    {
        var levels = topic.TrimStart('/').Split('/');
        foreach (var family in Families)
        {
            var known = family.Split('/');
            if (levels.Length <= known.Length || levels.Take(known.Length).SequenceEqual(known) || topic.AsSpan().IndexOf("${") == 0)
            {
                continue;
            }

            // The last level decides which family is meant: create and create-from-csr are names, not slips of each other.
            if (known.Select((level, i) => levels[i] == level || levels[i] == level.TrimStart('$') || NearMiss.Of(levels[i], [level]) is not null).All(isNear => isNear))
            {
                return string.Join('/', [.. known, .. levels[known.Length..]]);
            }
        }

        return null;
    }
}
