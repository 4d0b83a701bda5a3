using Hatchery.Core.Certificates;

namespace Hatchery.Server.Certificates;

/// <summary>A certificate just issued. The private key, PEM, is null when the device sent a CSR; it is never stored or logged.</summary>
public sealed record IssuedCertificate(CertificateId Id, string Pem, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string? PublicKeyPem, string? PrivateKeyPem)
{
    /// <summary>The id alone: a record's own text would carry the private key into a log.</summary>
    public override string ToString() => Id.Value;
}
