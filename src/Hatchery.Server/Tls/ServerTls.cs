using System.Net.Security;
using System.Security.Authentication;

namespace Hatchery.Server.Tls;

/// <summary>TLS of the API: the server certificate, no client certificate.</summary>
static class ServerTls
{
    public static SslServerAuthenticationOptions Of(ServerCertificate certificate) => new()
    {
        ServerCertificateContext = certificate.Current,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };
}
