namespace Hatchery.Core.Certificates;

/// <summary>Who a device connection is: its registered certificate, proven by TLS, and where it came from.</summary>
/// <param name="CertificateId">The principal.</param>
/// <param name="Facts">What policy variables read of the certificate.</param>
/// <param name="SourceIp">The peer's address.</param>
/// <param name="DomainName">The SNI the client sent, or null.</param>
public sealed record DevicePrincipal(CertificateId CertificateId, CertificateFacts Facts, string SourceIp, string? DomainName)
{
    /// <summary>What is still to be done to the older certificates of its things, once it has connected.</summary>
    public OlderCertificateAction OlderCertificates { get; init; }
}
