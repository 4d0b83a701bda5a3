namespace Hatchery.Device;

/// <summary>Where devices connect, and how.</summary>
/// <param name="Host">Name or address to dial.</param>
public sealed record DeviceEndpoint(string Host)
{
    /// <summary>8883 for MQTT; 443 with <see cref="Alpn"/> at AWS.</summary>
    public int Port { get; init; } = 8883;

    /// <summary>The name that the server's certificate must carry (and the SNI); null takes <see cref="Host"/>.</summary>
    public string? ServerName { get; init; }

    /// <summary>PEM of the root CAs to trust, one or several; null trusts the system's store.</summary>
    public string? RootCaPem { get; init; }

    /// <summary>Protocol to ask for in the TLS handshake: <c>x-amzn-mqtt-ca</c> on port 443, else none.</summary>
    public string? Alpn { get; init; }

    public MqttVersion MqttVersion { get; init; } = MqttVersion.V311;

    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest wait for one answer: the connection, an acknowledgement, a reply.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
