namespace Hatchery.Core.Policies.Variables;

/// <summary>Source: AWS IoT "Basic AWS IoT Core policy variables".</summary>
static class BasicVariables
{
    public static readonly PolicyVariable[] All =
    [
        new("iot:ClientId", c => c.ClientId, _ => "the request has no client id"),
        new("aws:SourceIp", c => c.SourceIp, _ => "the peer's address is not known"),
        new("iot:DomainName", c => c.DomainName, _ => "the client sent no server name in its TLS handshake"),
    ];
}
