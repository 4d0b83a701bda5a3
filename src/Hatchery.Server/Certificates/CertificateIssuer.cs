using Hatchery.Core.Certificates;

namespace Hatchery.Server.Certificates;

/// <summary>Issues device certificates that look like AWS's: names, serial, dates and extensions.</summary>
public sealed class CertificateIssuer
{
    /// <summary>A certificate for a key pair of the pool, subject <c>CN=AWS IoT Certificate</c>. Waits in order for a key.</summary>
    public ValueTask<IssuedCertificate> IssueWithKeysAsync(CancellationToken ct) => throw new NotSupportedException();

    /// <summary>A certificate for the key and subject of a checked CSR.</summary>
    public IssuedCertificate IssueFor(CertificateSigningRequest csr) => throw new NotSupportedException();
}
