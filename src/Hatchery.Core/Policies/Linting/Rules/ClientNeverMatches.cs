using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A <c>client/</c> resource that no client id can be.</summary>
static class ClientNeverMatches
{
    public static readonly LintRule<LintedPolicy> Rule = new("client-never-matches", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from resource in policy.Resources
        let id = resource.RestOf("client")
        where id is not null
        let why = Why(id)
        where why is not null
        select new LintHit(resource.Path, $"No client id matches this: {why}.", "Name the client id, e.g. client/${iot:Connection.Thing.ThingName}.");

    static string? Why(string id)
    {
        if (id.Length == 0)
        {
            return "the id is empty";
        }

        if (id.StartsWith('$') && !id.StartsWith("${", StringComparison.Ordinal))
        {
            return "an id cannot begin with $";
        }

        return id.Length > Limits.ClientIdBytesMax && id.AsSpan().IndexOfAny('*', '$') < 0 ? $"it has {id.Length} characters, and an id at most {Limits.ClientIdBytesMax}" : null;
    }
}
