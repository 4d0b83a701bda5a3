using Hatchery.Core.Registry;
using Hatchery.Server.Broker;
using Hatchery.Server.Certificates;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Provisioning;

/// <summary>CreateKeysAndCertificate over MQTT: <c>$aws/certificates/create/&lt;format&gt;</c>. The request has no members.</summary>
sealed partial class CreateKeysAndCertificateEndpoint(
    IRegistry registry, CertificateIssuer issuer, CertificateTerms terms, CreateGate gate, TimeProvider time, ILogger<CreateKeysAndCertificateEndpoint> logger)
{
    public async ValueTask<IReadOnlyList<ReplyMember>> HandleAsync(ReservedRequest request, RequestPayload payload, CancellationToken ct)
    {
        var begun = request.Trace.Now;
        await gate.DemandAsync(request, ct);
        var issued = await issuer.IssueWithKeysAsync(await terms.ForAsync(request, ct), ct);
        var token = await UnclaimedCertificate.StoreAsync(registry, issued, request.Principal.CertificateId, time.GetUtcNow(), ct);
        request.Trace.CreatedCertificate(issued.Id, "CreateKeysAndCertificate", begun);
        Log.Created(logger, issued.Id, new ShortId(request.Principal.CertificateId), request.ClientId);
        return
        [
            new("certificateId", issued.Id.Value),
            new("certificatePem", issued.Pem),
            new("privateKey", issued.PrivateKeyPem!),
            new("certificateOwnershipToken", token),
        ];
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Created certificate {Certificate} with keys for claim {Claim} as client {ClientId}")]
        public static partial void Created(ILogger logger, Core.Certificates.CertificateId certificate, ShortId claim, string clientId);
    }
}
