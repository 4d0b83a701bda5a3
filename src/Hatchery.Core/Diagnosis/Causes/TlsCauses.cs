namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>Failures before the handshake is complete, or with the port itself.</summary>
public static class TlsCauses
{
    public static readonly Cause NoBytes = new("tls-no-bytes", "The client opened a connection and closed it without a byte.",
        "The connection opens and nothing follows.", "If this is a port scan or a health check, nothing. If it is a device, see why its TLS library gives up before its first message.", "the device, or the monitoring");

    public static readonly Cause PlainMqtt = new("plain-mqtt", "The client speaks MQTT without TLS on a TLS port.",
        Seen.Handshake, "Switch TLS on: root CA, device certificate and private key (mosquitto: --cafile --cert --key).", "the device's MQTT settings");

    public static readonly Cause PlainHttp = new("plain-http", "The client speaks HTTP without TLS on a device port.",
        Seen.Handshake, "Use the API port (4566) for the AWS API and the console; devices speak MQTT over TLS here.", "the client's URL");

    public static readonly Cause NotTls = new("tls-not-tls", "The first bytes are neither TLS nor MQTT nor HTTP.",
        Seen.Handshake, "Check that the client dials this port with a TLS protocol; proxies must pass TCP through untouched.", "the client, or a proxy between");

    public static readonly Cause Version = new("tls-version", "The client offers no TLS version that is served (1.2 and 1.3).",
        Seen.Handshake, "Let the TLS library offer TLS 1.2 or 1.3.", "the device's TLS settings");

    public static readonly Cause Alpn = new("tls-alpn", "The client asks by ALPN for protocols that the port doesn't serve.",
        Seen.Handshake, "Ask for x-amzn-mqtt-ca, or for none on the MQTT port.", "the device's TLS settings");

    public static readonly Cause ProtocolNotServed = new("tls-protocol-not-served", "The protocol asked for on the https port isn't served by this version.",
        Seen.ClosedAfterTls, "Ask for ALPN x-amzn-mqtt-ca, or use the MQTT port.", "the device's TLS settings");

    public static readonly Cause Silent = new("tls-silent", "The client didn't finish its TLS handshake in time (10 s).",
        "The connection closes after 10 seconds.", "Look for packet loss, a firewall that inspects TLS, or a device too slow for the handshake.", "the network, or the device");

    public static readonly Cause BrokenOff = new("tls-broken-off", "The client broke the TLS handshake off: usually it doesn't trust the server certificate, or dials a name that isn't in it.",
        "The client's TLS library reports an untrusted issuer, a wrong name, or a bad clock.", "Give the device root-ca.pem, dial a name that is among --hostname, and set the device's clock.", "the device's root CA and endpoint");

    public static readonly Cause NoClientCertificate = new("tls-no-client-certificate", "The client showed no certificate.",
        Seen.ClosedAfterTls, "Load the claim (or device) certificate and its private key into the TLS client.", "the device's TLS settings");

    public static readonly CauseFamily Family = new("TLS and the port",
        [NoBytes, PlainMqtt, PlainHttp, NotTls, Version, Alpn, ProtocolNotServed, Silent, BrokenOff, NoClientCertificate]);
}
