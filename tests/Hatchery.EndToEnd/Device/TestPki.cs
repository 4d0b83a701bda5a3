using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Device.Tests;

/// <summary>A root CA with what it issued: a server certificate for localhost, certificates for devices.</summary>
sealed class TestPki : IDisposable
{
    readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly X509Certificate2 root;

    public TestPki()
    {
        var request = new CertificateRequest("CN=Test root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        (var pem, var keyPem) = Issue("CN=server", "localhost");
        Server = X509Certificate2.CreateFromPem(pem, keyPem);
    }

    public string RootPem => root.ExportCertificatePem();

    public X509Certificate2 Server { get; }

    public (string CertificatePem, string KeyPem) Issue(string subject, string? serverName = null)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = Sign(new CertificateRequest(subject, own, HashAlgorithmName.SHA256), serverName);
        return (certificate, own.ExportECPrivateKeyPem());
    }

    /// <summary>As a server would: for the key of a signing request.</summary>
    public string IssueFor(string csrPem) => Sign(CertificateRequest.LoadSigningRequestPem(csrPem, HashAlgorithmName.SHA256), serverName: null);

    public void Dispose()
    {
        key.Dispose();
        root.Dispose();
        Server.Dispose();
    }

    string Sign(CertificateRequest request, string? serverName)
    {
        if (serverName is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(serverName);
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(root, new DateTimeOffset(root.NotBefore), new DateTimeOffset(root.NotAfter), RandomNumberGenerator.GetBytes(16));
        return certificate.ExportCertificatePem();
    }
}
