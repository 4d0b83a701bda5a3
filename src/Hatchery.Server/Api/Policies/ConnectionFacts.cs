using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Server.Api.Certificates;

namespace Hatchery.Server.Api.Policies;

/// <summary>What a connection under a certificate and client id would be judged by, without there being one.</summary>
sealed record ConnectionFacts(DeviceCertificate? Certificate, IReadOnlyList<AttachedPolicy> Policies, PolicyContext Context)
{
    /// <param name="principal">Null asks for a connection without one: no policy is attached then.</param>
    /// <exception cref="Core.AwsError">ResourceNotFoundException.</exception>
    public static ConnectionFacts Read(IRegistryTransaction tx, CertificateId? principal, string? clientId)
    {
        if (principal is not { } id)
        {
            return new ConnectionFacts(null, [], new PolicyContext { ClientId = clientId });
        }

        var certificate = tx.Certificates.Find(id) ?? throw CertificateLabel.NotFound(id);
        var effective = EffectivePolicies.Read(tx, id, clientId, version => PolicyDocument.ParseOrThrow(version.Document));
        return new ConnectionFacts(certificate, effective.Policies, new PolicyContext { ClientId = clientId, Thing = effective.Thing, Certificate = certificate.ReadFacts() });
    }
}
