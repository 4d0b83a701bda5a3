using Hatchery.Core.Policies;
using MQTTnet.Packets;

namespace Hatchery.Server.Broker.Gates;

/// <summary>
/// What governed a connection at one moment, and the answers that follow from it. It is replaced whole when the registry changes,
/// so an answer is remembered as long as it is true.
/// </summary>
/// <param name="version">The state of the registry it stands for; see <see cref="Authorization"/>.</param>
/// <param name="isActive">The certificate is registered and ACTIVE.</param>
/// <param name="activeUntil">The end that a temporary certificate comes to by itself; null for all others.</param>
sealed class AuthorizationSnapshot(
    long version, bool isActive, DateTimeOffset? activeUntil, IReadOnlyList<AttachedPolicy> policies, PolicyContext context)
{
    readonly Lock _lock = new();
    Dictionary<(string Action, string Topic), Decision>? _decisions;

    public long Version { get; } = version;

    public bool IsActive { get; } = isActive;

    /// <summary>User properties that the thing's type adds to what the connection publishes.</summary>
    public IReadOnlyList<MqttUserProperty> Enrichment { get; init; } = [];

    public DateTimeOffset? ActiveUntil { get; } = activeUntil;

    /// <summary>The name of the connection's thing, if it has one.</summary>
    public string? Thing => context.Thing?.Name.Value;

    /// <summary>The answer alone, without its reason.</summary>
    public bool Allows(string action, string resource) => PolicyEvaluator.Allows(policies, action, resource, context);

    /// <summary>Null for a thing that only the client id names.</summary>
    public string? ExclusiveThing => context.Thing is { IsExclusive: true } thing ? thing.Name.Value : null;

    public Decision Evaluate(string action, string resource) => PolicyEvaluator.Evaluate(policies, action, resource, context);

    /// <summary>
    /// The decision on an action on a topic, remembered: nothing in the context of a live connection changes without a new
    /// snapshot. A remembered answer costs no ARN.
    /// </summary>
    /// <param name="isNew">False when the answer was remembered.</param>
    public Decision EvaluateTopic(string action, string topic, IotArns arns, out bool isNew)
    {
        lock (_lock)
        {
            _decisions ??= [];
            if (_decisions.TryGetValue((action, topic), out var known))
            {
                isNew = false;
                return known;
            }
        }

        isNew = true;
        var decision = Evaluate(action, arns.Topic(topic));
        lock (_lock)
        {
            if (_decisions.Count >= BrokerLimits.RememberedDecisionsMax) _decisions.Clear();
            _decisions[(action, topic)] = decision;
        }

        return decision;
    }
}
