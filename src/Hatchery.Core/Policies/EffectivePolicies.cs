using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Policies;

/// <summary>What governs one connection: the policies that reach it and the thing its variables speak of.</summary>
public sealed record EffectivePolicies(IReadOnlyList<AttachedPolicy> Policies, ConnectionThing? Thing)
{
    /// <summary>
    /// Reads it for a certificate and client id. The thing is the one attached exclusively to the certificate, else the one whose
    /// name equals the client id and that is attached to it. Group policies, parents included, come from the thing whose
    /// name equals the client id. Source: AWS IoT "Thing policy variables", "Attach an AWS IoT policy to a thing group".
    /// </summary>
    /// <param name="parse">Parsed documents by (policy, version), cached by the caller.</param>
    public static EffectivePolicies Read(IRegistryTransaction registry, CertificateId certificate, string? clientId, Func<PolicyVersion, PolicyDocument> parse)
    {
        var named = clientId is null ? null : registry.Things.Find(new ThingName(clientId));

        List<PolicyTarget> targets = [PolicyTarget.Certificate(certificate)];
        if (named is not null)
        {
            targets.AddRange(registry.ThingGroups.GroupsAndParentsOf(named.Name).Select(PolicyTarget.ThingGroup));
        }

        var policies = registry.Policies.DefaultVersionsFor(targets)
            .Select(version => new AttachedPolicy(version.PolicyName, version.VersionId, parse(version)))
            .ToArray();
        return new EffectivePolicies(policies, ThingOf(registry.Things, certificate, named));
    }

    // An exclusive attachment says which device it is whatever client id was chosen. Source: AWS IoT "Associating an AWS IoT
    // thing to an MQTT client connection".
    static ConnectionThing? ThingOf(IThings things, CertificateId certificate, Thing? named)
    {
        if (things.ExclusiveThingOf(certificate) is { } exclusive)
        {
            return Of(things.Find(exclusive), isExclusive: true);
        }

        return named is not null && things.Attachment(named.Name, certificate) is not null ? Of(named, isExclusive: false) : null;
    }

    static ConnectionThing? Of(Thing? thing, bool isExclusive) =>
        thing is null ? null : new ConnectionThing(thing.Name, thing.TypeName, thing.Attributes, isExclusive);
}
