using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Cli.Doctor;

/// <summary>
/// One TLS handshake with a device port, whatever certificate the server shows. Without a client certificate, as one could
/// be registered just in time by being shown.
/// </summary>
/// <param name="Alpn">What was agreed on; empty for none.</param>
/// <param name="Certificate">The server's; null when the handshake failed before it came.</param>
/// <param name="Sent">Further certificates that the server sent.</param>
/// <param name="Failure">Null when the handshake was completed.</param>
sealed record Handshake(string Alpn, X509Certificate2? Certificate, X509Certificate2Collection Sent, string? Failure)
{
    public bool IsComplete => Failure is null;

    public static async Task<Handshake> WithAsync(string host, int port, SslProtocols protocols, string? alpn, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Examination.Patience);
        X509Certificate2? shown = null;
        var sent = new X509Certificate2Collection();
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = protocols,
            ApplicationProtocols = alpn is null ? null : [new SslApplicationProtocol(alpn)],
            CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true, TrustMode = X509ChainTrustMode.CustomRootTrust },
#pragma warning disable CA5359 // nothing is sent; the checks judge what the server showed
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
            {
                shown = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
                foreach (var extra in chain?.ChainPolicy.ExtraStore ?? [])
                {
                    sent.Add(X509CertificateLoader.LoadCertificate(extra.RawData));
                }

                return true;
            },
#pragma warning restore CA5359
        };
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(host, port, limit.Token);
            await using var tls = new SslStream(new NetworkStream(socket));
            await tls.AuthenticateAsClientAsync(options, limit.Token);
            return new Handshake(tls.NegotiatedApplicationProtocol.ToString(), shown, sent, null);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Handshake("", shown, sent, $"no answer within {Examination.Patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException)
        {
            return new Handshake("", shown, sent, (e.InnerException ?? e).Message.TrimEnd('.'));
        }
    }
}
