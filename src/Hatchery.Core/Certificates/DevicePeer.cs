namespace Hatchery.Core.Certificates;

/// <summary>Where a connection to the https port comes from, whether it showed a certificate or not.</summary>
/// <param name="SourceIp">The peer's address.</param>
/// <param name="DomainName">The SNI the client sent, or null.</param>
public sealed record DevicePeer(string SourceIp, string? DomainName);
