using System.Net.Security;

namespace Hatchery.Server.Tls;

/// <summary>What clients ask for by ALPN. Source: AWS IoT "Device communication protocols".</summary>
static class AlpnProtocols
{
    /// <summary>MQTT by client certificate: what the SDKs send to port 443, and the JavaScript one to 8883 too.</summary>
    public static readonly SslApplicationProtocol MqttByCertificate = new("x-amzn-mqtt-ca");

    /// <summary>MQTT: by custom authorizer on the https port.</summary>
    public static readonly SslApplicationProtocol Mqtt = new("mqtt");

    /// <summary>HTTPS publishing by client certificate.</summary>
    public static readonly SslApplicationProtocol HttpByCertificate = new("x-amzn-http-ca");

    /// <summary>AWS's HTTPS port speaks HTTP/1.0 as well, and curl asks for it by name.</summary>
    public static readonly SslApplicationProtocol Http10 = new("http/1.0");

    // A client that asks for none gets on as it is; one that asks for others only is refused in the handshake.
    public static readonly IReadOnlyList<SslApplicationProtocol> OfMqttPort = [MqttByCertificate, Mqtt];
    public static readonly IReadOnlyList<SslApplicationProtocol> OfHttpsPort = [MqttByCertificate, Mqtt, HttpByCertificate, SslApplicationProtocol.Http11, Http10];
}
