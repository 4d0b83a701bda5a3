namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>What a device sees of a failure.</summary>
static class Seen
{
    public const string Handshake = "The connection closes during the TLS handshake.";
    public const string ClosedAfterTls = "The TLS handshake succeeds, then the connection closes before CONNACK.";
    public const string NoConnack = "MQTT 3.1.1: the connection closes without a CONNACK (with --polite: CONNACK 5). MQTT 5: CONNACK 0x87.";
    public const string NoSuback = "MQTT 3.1.1: the connection closes without a SUBACK. MQTT 5: SUBACK 0x87 with a trace id, and the session goes on.";
    public const string NoPuback = "MQTT 3.1.1: the connection closes without a PUBACK. MQTT 5: PUBACK 0x87 at QoS 1, DISCONNECT 0x87 at QoS 0.";
    public const string Closed = "MQTT 3.1.1: the connection closes. MQTT 5: a DISCONNECT or an acknowledgement tells the reason.";
    public const string Rejected = "A message on the request's topic followed by /rejected; its errorMessage ends in this id.";
    public const string AccessDenied = "HTTP 403, Access Denied.";
    public const string Nothing = "Nothing: the message just doesn't arrive.";
    public const string JustInTime = "The first connection closes after the TLS handshake, as it always does; the next one too.";
}
