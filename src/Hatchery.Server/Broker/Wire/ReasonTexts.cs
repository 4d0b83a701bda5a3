namespace Hatchery.Server.Broker.Wire;

/// <summary>Reason strings of MQTT 5 answers. The denial's was seen at AWS on CONNACK and DISCONNECT; the others follow its form.</summary>
static class ReasonTexts
{
    /// <param name="packet">The answering packet's name, e.g. <c>CONNACK</c>.</param>
    /// <param name="trace">Identifies the refusal in the log.</param>
    public static string NotAuthorized(string packet, Guid trace) =>
        $"{packet}:Client is not authenticated/authorized to send the message:{trace}";

    public const string QosNotSupported = "QoS 2 is not supported.";
    public const string TopicAliasInvalid = "The topic alias is not between 1 and 8, or not known yet.";
    public const string TopicInvalid = "The topic name is not valid, or longer or deeper than allowed.";
    public const string PacketTooLarge = "The packet is larger than allowed.";
    public const string PayloadTooLarge = "The payload is larger than 128 KiB.";
    public const string Malformed = "The packet is malformed.";
    public const string UnexpectedPacket = "The packet is not one a client may send now.";
    public const string FilterInvalid = "The topic filter is not valid, or longer or deeper than allowed.";
    public const string SharedSubscriptions = "Shared subscriptions are not supported.";
    public const string TooManyFilters = "A SUBSCRIBE may hold 8 filters.";
    public const string SubscriptionIdentifiers = "Subscription identifiers are not supported.";
    public const string NoFilters = "The packet holds no topic filter.";
    public const string SessionExpiryRaised = "A session expiry interval of 0 can't be raised on DISCONNECT.";
    public const string ClientIdInvalid = "The client id is longer than 128 bytes, begins with $ or is not text.";
    public const string WillTopicInvalid = "The will's topic is not valid, or longer or deeper than allowed.";
}
