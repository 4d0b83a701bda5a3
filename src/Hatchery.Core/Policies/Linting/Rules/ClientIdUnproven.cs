using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>AWS's audit: <c>client/${iot:ClientId}</c> is whatever id the client chose.</summary>
static class ClientIdUnproven
{
    public static readonly LintRule<LintedPolicy> Rule = new("client-id-unproven", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Allows
        where statement.Asks("iot:Connect") && !statement.DemandsAttachment
        from resource in statement.Resources
        where resource.RestOf("client") is { } id && id.StartsWith("${iot:ClientId}", StringComparison.OrdinalIgnoreCase)
        select new LintHit(resource.Path, "${iot:ClientId} is the id that the client chose, so this allows every id.", "Write client/${iot:Connection.Thing.ThingName}, or add the condition \"Bool\": {\"iot:Connection.Thing.IsAttached\": \"true\"}.");
}
