using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary><c>+</c> or <c>#</c> in a client id.</summary>
static class MqttWildcardInClient
{
    public static readonly LintRule<LintedPolicy> Rule = new("mqtt-wildcard-in-client", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        from statement in policy.Allows
        from resource in statement.Resources
        let id = resource.RestOf("client")
        where id is "+" or "#"
        select new LintHit(resource.Path, $"This allows the client id '{id}' alone: + and # are plain characters in a policy.", "Write * for any characters, or better the thing's name: client/${iot:Connection.Thing.ThingName}.");
}
