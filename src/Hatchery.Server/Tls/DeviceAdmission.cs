using System.Net;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Server.Diagnosis;
using Hatchery.Server.Signals;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Tls;

/// <summary>
/// The step between TLS and MQTT: looks the client's certificate up by the SHA-256 of its DER, on resumed sessions too, and
/// closes before a byte of MQTT is read unless it is registered, ACTIVE and within its dates. Who issued it doesn't matter.
/// Source: AWS IoT "X.509 client certificates".
/// </summary>
public sealed partial class DeviceAdmission(IRegistry registry, JustInTimeAdmission justInTime, TimeProvider time, ILogger<DeviceAdmission> logger)
{
    readonly CertificateFactsCache facts = new();

    /// <summary>For MQTT: no certificate, no connection.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => Before(next, static _ => false);

    /// <param name="mayLackCertificate">Who goes on without one: not as a device, but HTTP has signatures as well.</param>
    public ConnectionDelegate Before(ConnectionDelegate next, Func<ConnectionContext, bool> mayLackCertificate) => async connection =>
    {
        var trace = connection.Features.Get<ConnectionTrace>() ?? ConnectionTrace.Unrecorded;
        var peer = new DevicePeer(PeerAddress.Of(connection), DomainName(connection));
        connection.Features.Set(peer);
        if (connection.Features.GetRequiredFeature<ISslStreamFeature>().SslStream.RemoteCertificate is not X509Certificate2 presented)
        {
            if (mayLackCertificate(connection))
            {
                await next(connection);
                return;
            }

            Metrics.Admissions.Add(1, Metrics.Result("NoCertificate"));
            Log.NoCertificate(logger, connection.RemoteEndPoint);
            trace.Refused(Failure.Of(TlsCauses.NoClientCertificate));
            return;
        }

        var id = CertificateId.Of(presented.RawDataMemory.Span);
        var (certificate, claim) = await registry.ReadAsync(tx => Find(tx, id));
        var mayBeNew = certificate is null ? claim is null : certificate is { Status: CertificateStatus.PendingActivation, CaCertificateId: not null };
        if (mayBeNew && await justInTime.TryAsync(presented, peer.SourceIp, trace))
        {
            Metrics.Admissions.Add(1, Metrics.Result("JustInTime"));
            return;
        }

        if (certificate is not null || claim is not null)
        {
            trace.Identified(id);
        }

        var failure = (certificate, claim) switch
        {
            ({ } registered, _) => CertificateRefusal.Of(registered, time.GetUtcNow()),
            (_, { } temporary) => CertificateRefusal.Of(temporary, time.GetUtcNow()),
            _ => await registry.ReadAsync(tx => CertificateRefusal.OfUnknown(tx, presented, time.GetUtcNow())),
        };
        if (failure is not null)
        {
            Metrics.Admissions.Add(1, Metrics.Result("Refused"));
            Log.Refused(logger, connection.RemoteEndPoint, new ShortId(id), failure.Evidence.Detail ?? failure.Cause.Sentence, failure.Cause.Id);
            trace.Refused(failure, id);
            return;
        }

        Metrics.Admissions.Add(1, Results.Success);
        connection.Features.Set(new DevicePrincipal(id, facts.Of(id, presented.RawDataMemory), peer.SourceIp, peer.DomainName)
        {
            OlderCertificates = certificate?.OlderCertificates ?? OlderCertificateAction.Keep,
        });
        await next(connection);
    };

    static (DeviceCertificate? Certificate, ProvisioningClaim? Claim) Find(IRegistryTransaction registry, CertificateId id) =>
        registry.Certificates.Find(id) is { } certificate ? (certificate, null) : (null, registry.ProvisioningClaims.Find(id));

    static string? DomainName(ConnectionContext connection) =>
        connection.Features.Get<ITlsHandshakeFeature>()?.HostName is { Length: > 0 } name ? name : null;

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Refused a connection of {Peer}: it showed no client certificate")]
        public static partial void NoCertificate(ILogger logger, EndPoint? peer);

        [LoggerMessage(2, LogLevel.Warning, "Refused a connection of {Peer} with certificate {Certificate}: {Reason} [{Cause}]")]
        public static partial void Refused(ILogger logger, EndPoint? peer, ShortId certificate, string reason, string cause);
    }
}
