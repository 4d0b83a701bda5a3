using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Server.Tests.Api.CaCertificates;

/// <summary>A CA made on the spot, and what it signs.</summary>
sealed class TestCa : IDisposable
{
    static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    readonly ECDsa key;
    readonly X509Certificate2 certificate;

    /// <param name="sharedKey">The key of a CA that this one renews: its certificates fit both.</param>
    public TestCa(string name, bool isCa = true, int validDays = 10, TestCa? sharedKey = null)
    {
        key = sharedKey is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : ECDsa.Create(sharedKey.key.ExportParameters(includePrivateParameters: true));
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isCa, false, 0, critical: true));
        certificate = request.CreateSelfSigned(Now.AddDays(-20), Now.AddDays(validDays));
    }

    public string Id => Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));

    public string Pem => certificate.ExportCertificatePem() + "\n";

    public X509Certificate2 Issue(string subject)
    {
        using var deviceKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, deviceKey, HashAlgorithmName.SHA256);
        var serial = RandomNumberGenerator.GetBytes(8);
        serial[0] &= 0x7F;
        using var issued = request.Create(certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(key), Now.AddDays(-1), Now.AddDays(1), serial);
        return issued.CopyWithPrivateKey(deviceKey);
    }

    public string IssuePem(string subject)
    {
        using var issued = Issue(subject);
        return issued.ExportCertificatePem() + "\n";
    }

    public void Dispose()
    {
        certificate.Dispose();
        key.Dispose();
    }
}
