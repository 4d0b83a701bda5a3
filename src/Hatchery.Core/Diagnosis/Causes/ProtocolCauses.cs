namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>What breaks the protocol or a limit, before any policy is asked.</summary>
public static class ProtocolCauses
{
    public static readonly Cause NotMqtt = new("not-mqtt", "What follows the TLS handshake is no MQTT CONNECT.",
        Seen.ClosedAfterTls, "Speak MQTT here. HTTPS publishing is not served on this port.", "the client");

    public static readonly Cause MqttVersion = new("mqtt-version", "The CONNECT asks for a protocol other than MQTT 3.1.1 and 5.",
        "CONNACK 1.", "Switch the client to MQTT 3.1.1 or 5.", "the device's MQTT settings");

    public static readonly Cause ClientIdMissing = new("client-id-missing", "The CONNECT of MQTT 3.1.1 has no client id.",
        "CONNACK 2.", "Set a client id; best the thing's name.", "the device's MQTT settings");

    public static readonly Cause ClientIdInvalid = new("client-id-invalid", "The client id is longer than 128 bytes, begins with $ or is no text.",
        "CONNACK 2; MQTT 5: 0x85.", "Use up to 128 bytes that don't begin with $; best the thing's name.", "the device's MQTT settings");

    public static readonly Cause AuthenticationMethod = new("authentication-method", "The CONNECT asks for an authentication method of MQTT 5; the certificate is the authentication here.",
        "CONNACK 0x8C.", "Leave the authentication method out.", "the device's MQTT settings");

    public static readonly Cause WillQos2 = new("will-qos-2", "The will asks for QoS 2.",
        "MQTT 3.1.1: the connection closes. MQTT 5: CONNACK 0x9B.", "Set the will to QoS 0 or 1.", "the device's MQTT settings");

    public static readonly Cause WillTopicInvalid = new("will-topic-invalid", "The will's topic is not valid, or longer or deeper than allowed.",
        "MQTT 3.1.1: the connection closes. MQTT 5: CONNACK 0x90.", "Use a topic without wildcards, with at most 7 slashes and 256 bytes.", "the device's MQTT settings");

    public static readonly Cause ConnectTimeout = new("connect-timeout", "No CONNECT came in time after the TLS handshake.",
        "The connection closes.", "Send CONNECT right after the handshake.", "the device");

    public static readonly Cause MalformedPacket = new("malformed-packet", "A packet can't be read as MQTT.",
        Seen.Closed, "Look for a client library at fault, or bytes mixed up by concurrent writes.", "the device's MQTT library");

    public static readonly Cause UnexpectedPacket = new("unexpected-packet", "A packet came that a client may not send then: a second CONNECT, a packet of QoS 2, AUTH.",
        Seen.Closed, "Use one CONNECT per connection, and QoS 0 or 1.", "the device");

    public static readonly Cause PacketTooLarge = new("packet-too-large", "A packet is larger than allowed.",
        "MQTT 3.1.1: the connection closes. MQTT 5: DISCONNECT 0x95.", "Keep messages within 128 KB.", "the device");

    public static readonly Cause PayloadTooLarge = new("payload-too-large", "A message is larger than 128 KB.",
        "MQTT 3.1.1: the connection closes. MQTT 5: DISCONNECT 0x95.", "Split it, or send it another way.", "the device");

    public static readonly Cause Qos2 = new("qos-2", "QoS 2 was asked for; AWS IoT serves QoS 0 and 1.",
        "MQTT 3.1.1: the connection closes. MQTT 5: DISCONNECT 0x9B.", "Use QoS 0 or 1.", "the device");

    public static readonly Cause TopicInvalid = new("topic-invalid", "A topic is not valid: empty, or with a wildcard or a control character.",
        Seen.Closed, "Publish to topics without + and #.", "the device");

    public static readonly Cause TopicTooLong = new("topic-too-long", "A topic or filter is longer than 256 bytes.",
        Seen.Closed, "Shorten it.", "the device");

    public static readonly Cause TopicTooManySlashes = new("topic-too-many-slashes", "A topic or filter has more than 7 slashes.",
        Seen.Closed, "Use at most 8 levels.", "the device");

    public static readonly Cause FilterInvalid = new("filter-invalid", "A topic filter is not valid: a wildcard must be a level of its own, # the last.",
        Seen.Closed, "Correct the filter.", "the device");

    public static readonly Cause TooManyFilters = new("too-many-filters", "A SUBSCRIBE holds more than 8 filters.",
        "The connection closes without a SUBACK. MQTT 5: DISCONNECT 0x97.", "Send several SUBSCRIBEs of at most 8 filters.", "the device");

    public static readonly Cause NoFilters = new("no-filters", "A SUBSCRIBE or UNSUBSCRIBE holds no filter.",
        Seen.Closed, "Name at least one filter.", "the device");

    public static readonly Cause TooManySubscriptions = new("too-many-subscriptions", "The connection has 50 subscriptions already.",
        "SUBACK 0x80; MQTT 5: 0x97.", "Subscribe to fewer filters, with wildcards.", "the device");

    public static readonly Cause SharedSubscriptions = new("shared-subscriptions", "Shared subscriptions are not served by this version.",
        "MQTT 3.1.1: the connection closes. MQTT 5: SUBACK 0x9E.", "Subscribe without $share/.", "the device");

    public static readonly Cause SubscriptionIdentifier = new("subscription-identifier", "Subscription identifiers are not supported, as at AWS.",
        "DISCONNECT 0xA1.", "Leave the subscription identifier out.", "the device");

    public static readonly Cause TopicAlias = new("topic-alias", "The topic alias is not between 1 and 8, or not known yet.",
        "DISCONNECT 0x94.", "Send the topic with a new alias, and use at most 8.", "the device");

    public static readonly Cause SessionExpiryRaised = new("session-expiry-raised", "A session expiry interval of 0 can't be raised on DISCONNECT.",
        "DISCONNECT 0x82.", "Ask for the session's expiry in CONNECT.", "the device");

    public static readonly Cause KeepAliveTimeout = new("keep-alive-timeout", "The client was silent for one and a half times its keep-alive.",
        "MQTT 3.1.1: the connection closes. MQTT 5: DISCONNECT 0x8D.", "Send PINGREQ in time, or raise the keep-alive; look for a network that drops idle connections.", "the device, or the network");

    public static readonly Cause ClientIdKickLoop = new("client-id-kick-loop", "Two connections use one client id and throw each other out.",
        "The connection closes soon after it opened, again and again. MQTT 5: DISCONNECT 0x8E.", "Give each device a client id of its own, and close the claim's session before the device connects as itself.", "the devices' client ids");

    public static readonly Cause ReservedTopic = new("reserved-topic", "The topic belongs to the service and takes no publishes.",
        Seen.NoPuback, "Check the topic's spelling: $aws/certificates/create/json, $aws/certificates/create-from-csr/json, $aws/provisioning-templates/TEMPLATE/provision/json, or cbor.", "the device");

    public static readonly Cause ReservedTopicRetain = new("reserved-topic-retain", "A message to a topic of the service can't be retained.",
        Seen.NoPuback, "Publish without the retain flag.", "the device");

    public static readonly CauseFamily Family = new("MQTT",
        [NotMqtt, MqttVersion, ClientIdMissing, ClientIdInvalid, AuthenticationMethod, WillQos2, WillTopicInvalid, ConnectTimeout, MalformedPacket,
         UnexpectedPacket, PacketTooLarge, PayloadTooLarge, Qos2, TopicInvalid, TopicTooLong, TopicTooManySlashes, FilterInvalid, TooManyFilters,
         NoFilters, TooManySubscriptions, SharedSubscriptions, SubscriptionIdentifier, TopicAlias, SessionExpiryRaised, KeepAliveTimeout,
         ClientIdKickLoop, ReservedTopic, ReservedTopicRetain]);
}
