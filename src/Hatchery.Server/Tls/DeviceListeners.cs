using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Core;
using Hatchery.Server.Diagnosis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Tls;

/// <summary>
/// The two device ports. A handshake proves that the client holds the key of its certificate and nothing more: trust comes
/// from registration, which <see cref="DeviceAdmission"/> asks next.
/// </summary>
public static class DeviceListeners
{
    /// <summary>Adds both listeners. Once the server has started, their <see cref="ListenOptions.IPEndPoint"/> tells the port taken.</summary>
    /// <param name="attempts">Where failures go; null records none.</param>
    /// <param name="serveMqtt">
    /// Gets admitted connections, with the <see cref="Core.Certificates.DevicePrincipal"/> among their features. Those of the https port
    /// that speak HTTP go to Kestrel's own pipeline, which finds the principal there, too, and a <see cref="Core.Certificates.DevicePeer"/> in any case.
    /// </param>
    public static (ListenOptions Mqtt, ListenOptions Https) ListenForDevices(
        this KestrelServerOptions kestrel, IPEndPoint mqtt, IPEndPoint https, ServerCertificate certificate, DeviceAdmission admission, ConnectionDelegate serveMqtt,
        AttemptRecorder? attempts = null)
    {
        ListenOptions mqttPort = null!, httpsPort = null!;
        kestrel.Listen(mqtt, listen =>
        {
            mqttPort = listen;
            listen.UseMutualTls(certificate, AlpnProtocols.OfMqttPort, attempts);
            listen.Use(admission.Before);
            listen.Use(_ => serveMqtt);
        });
        kestrel.Listen(https, listen =>
        {
            httpsPort = listen;
            listen.Protocols = HttpProtocols.Http1;
            var gate = new AlpnGate(listen.ApplicationServices.GetRequiredService<ILogger<AlpnGate>>());
            listen.UseMutualTls(certificate, AlpnProtocols.OfHttpsPort, attempts);
            listen.Use(gate.Before);
            listen.Use(next => admission.Before(next, AlpnGate.MayLackCertificate));
            listen.Use(http => gate.Between(serveMqtt, http));
        });
        return (mqttPort, httpsPort);
    }

    static void UseMutualTls(this ListenOptions listen, ServerCertificate certificate, IReadOnlyList<SslApplicationProtocol> protocols, AttemptRecorder? attempts)
    {
        listen.Use(new HandshakeWatch(protocols, attempts, listen.ApplicationServices.GetRequiredService<ILogger<HandshakeWatch>>()).Outside);
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = Limits.HandshakeTimeout,
            OnConnection = _ => ValueTask.FromResult(Handshake(certificate, protocols)),
        });
        listen.Use(HandshakeWatch.Inside);
    }

    // No CipherSuitesPolicy: on .NET 10 any value switches TLS 1.3 resumption off, which reconnect storms live on.
    static SslServerAuthenticationOptions Handshake(ServerCertificate certificate, IReadOnlyList<SslApplicationProtocol> protocols) => new()
    {
        ServerCertificateContext = certificate.Current,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [.. protocols],
        AllowRenegotiation = false,
        ClientCertificateRequired = true,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = NoChain(),
#pragma warning disable CA5359 // trust is by registration, not by issuer: DeviceAdmission decides
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
    };

    // SslStream builds a chain whatever the callback says. With no roots to find and no downloads it gives up at once, which
    // saves a fifth of the handshake. One per connection: SslStream adds what the client sends to it.
    static X509ChainPolicy NoChain() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };
}
