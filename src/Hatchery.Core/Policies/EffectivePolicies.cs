using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;

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
    public static EffectivePolicies Read(IRegistryTransaction registry, CertificateId certificate, string? clientId, Func<PolicyVersion, PolicyDocument> parse) =>
        throw new NotSupportedException();
}
