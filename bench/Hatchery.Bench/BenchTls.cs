using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Bench;

/// <summary>A client's full TLS 1.3 handshake, never resumed.</summary>
static class BenchTls
{
    public static SslClientAuthenticationOptions Of(SslStreamCertificateContext certificate) => new()
    {
        TargetHost = "localhost",
        ClientCertificateContext = certificate,
        EnabledSslProtocols = SslProtocols.Tls13,
        AllowTlsResume = false,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        // The bench measures the server; a client of its own server need not verify it.
#pragma warning disable CA5359, MA0039
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359, MA0039
    };
}
