using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Server.Broker;
using Hatchery.Server.Certificates;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Provisioning;

/// <summary>
/// CreateCertificateFromCsr over MQTT: <c>$aws/certificates/create-from-csr/&lt;format&gt;</c>. The same CSR twice gives two
/// certificates, as at AWS.
/// </summary>
sealed partial class CreateCertificateFromCsrEndpoint(
    IRegistry registry, CertificateIssuer issuer, CertificateTerms terms, CreateGate gate, TimeProvider time, ILogger<CreateCertificateFromCsrEndpoint> logger)
{
    const string Csr = "certificateSigningRequest";

    public async ValueTask<IReadOnlyList<ReplyMember>> HandleAsync(ReservedRequest request, RequestPayload payload, CancellationToken ct)
    {
        var begun = request.Trace.Now;
        await gate.DemandAsync(request, ct);
        var pem = payload.Text(Csr)
            ?? throw payload.Missing(Csr);
        var csr = CertificateSigningRequest.Parse(pem);
        var issued = issuer.IssueFor(csr, await terms.ForAsync(request, ct));
        var token = await UnclaimedCertificate.StoreAsync(registry, issued, request.Principal.CertificateId, time.GetUtcNow(), ct);
        request.Trace.CreatedCertificate(issued.Id, "CreateCertificateFromCsr", begun);
        Log.Created(logger, issued.Id, new ShortId(request.Principal.CertificateId), request.ClientId);
        return
        [
            new("certificateOwnershipToken", token),
            new("certificateId", issued.Id.Value),
            new("certificatePem", issued.Pem),
        ];
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Created certificate {Certificate} from a CSR for claim {Claim} as client {ClientId}")]
        public static partial void Created(ILogger logger, CertificateId certificate, ShortId claim, string clientId);
    }
}
