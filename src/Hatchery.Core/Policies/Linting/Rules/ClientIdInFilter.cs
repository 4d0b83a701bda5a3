using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A client id of <c>+</c> or <c>#</c> makes a wildcard of the filter it is put into.</summary>
static class ClientIdInFilter
{
    public static readonly LintRule<LintedPolicy> Rule = new("client-id-in-filter", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy)
    {
        // When the id is a thing's name it is no wildcard: names of things have neither character.
        var isFree = policy.Allows.Any(statement => statement.Asks("iot:Connect") && !statement.DemandsAttachment && statement.Resources.Any(MayHaveWildcard));
        return from resource in isFree ? policy.Allows.SelectMany(statement => statement.Resources) : []
               where resource.RestOf("topicfilter") is not null && resource.Pattern.Variables.Any(variable => variable.Name == "iot:ClientId")
               select new LintHit(resource.Path, "A client that connects under the id '+' subscribes to the topics of all clients here.", "Write ${iot:Connection.Thing.ThingName}, or let Connect demand that the id is a thing's.");
    }

    static bool MayHaveWildcard(LintedText client) =>
        client.Text.Contains('*', StringComparison.Ordinal) || client.Pattern.Variables.Any(variable => variable.Name == "iot:ClientId");
}
