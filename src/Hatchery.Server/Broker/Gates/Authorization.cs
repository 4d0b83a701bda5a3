using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Routing;
using MQTTnet.Packets;

namespace Hatchery.Server.Broker.Gates;

/// <summary>
/// What a connection may do, read from the registry once and again only after a change: the next packet, in or out, is judged by
/// the new state.
/// </summary>
sealed class Authorization(DeviceGateway gateway, MqttConnection connection, PolicyContext context)
{
    long _changes;
    string? _otherThing;
    AuthorizationSnapshot? _snapshot;

    /// <summary>Both addends only grow, so their sum differs after any change.</summary>
    long Version => Interlocked.Read(ref _changes) + gateway.PolicyChanges;

    /// <summary>The temporary certificate of a trusted user has reached its end.</summary>
    public bool IsOver => Volatile.Read(ref _snapshot)?.ActiveUntil is { } end && end <= gateway.Time.GetUtcNow();

    /// <summary>The thing that the certificate is attached to exclusively, as last read.</summary>
    public string? ExclusiveThing => Volatile.Read(ref _snapshot)?.ExclusiveThing;

    public void MarkStale() => Interlocked.Increment(ref _changes);

    public ValueTask<AuthorizationSnapshot> CurrentAsync()
    {
        var snapshot = Volatile.Read(ref _snapshot);
        return snapshot is not null && snapshot.Version == Version && !IsOver ? ValueTask.FromResult(snapshot) : ReadAsync();
    }

    async ValueTask<AuthorizationSnapshot> ReadAsync()
    {
        // INVARIANT: the version is taken before the read. A change in between makes the snapshot stale, never wrong.
        var version = Version;
        var (isActive, activeUntil, effective, enrichment) = await gateway.Registry.ReadAsync(Read);

        // An exclusive attachment may give a thing that isn't named by the client id. Its changes concern this connection from
        // now on, so what was read before they did is read again.
        var thing = effective.Thing?.Name.Value;
        if (thing is not null && thing != context.ClientId && thing != _otherThing)
        {
            _otherThing = thing;
            gateway.Connections.Track(connection, thing);
            return await ReadAsync();
        }

        var snapshot = new AuthorizationSnapshot(
            version, isActive, activeUntil, effective.Policies, context with { Thing = effective.Thing })
        {
            Enrichment = enrichment,
        };
        Volatile.Write(ref _snapshot, snapshot);
        return snapshot;
    }

    (bool IsActive, DateTimeOffset? Until, EffectivePolicies Policies, IReadOnlyList<MqttUserProperty> Enrichment) Read(IRegistryTransaction registry)
    {
        var id = connection.Principal.CertificateId;
        var certificate = registry.Certificates.Find(id);
        if (certificate is null && registry.ProvisioningClaims.Find(id) is { } claim)
        {
            // Its implicit policy and nothing else: no thing, and no group's policies by its client id.
            var policy = ProvisioningClaimPolicy.Of(claim.Template, gateway.Account);
            return (gateway.Time.GetUtcNow() < claim.ExpiresAt, claim.ExpiresAt, new EffectivePolicies([policy], Thing: null), []);
        }

        var effective = EffectivePolicies.Read(registry, id, context.ClientId, gateway.PolicyDocuments.Parse);
        return (certificate?.Status == CertificateStatus.Active, null, effective, EnrichmentBy(registry, effective.Thing));
    }

    IReadOnlyList<MqttUserProperty> EnrichmentBy(IRegistryTransaction registry, ConnectionThing? thing) =>
        thing?.TypeName is { } typeName && registry.ThingTypes.Find(typeName) is { } type
            ? Enrichment.Of(type, thing, connection.ClientId)
            : [];
}
