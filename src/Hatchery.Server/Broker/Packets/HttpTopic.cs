using Hatchery.Core;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Broker.Wire;

namespace Hatchery.Server.Broker.Packets;

/// <summary>The topics of a message that came by HTTP, held to the rules that a PUBLISH is held to.</summary>
static class HttpTopic
{
    /// <exception cref="AwsError">Which rule one of them breaks.</exception>
    public static void Require(DeviceMessage message)
    {
        if (TopicRules.FaultOfName(message.Topic) is not TopicFault.None and var fault) throw Invalid("topic", message.Topic, fault);

        // On MQTT the one answer to all publishes that AWS's own topics don't take is "not authorized".
        if (TopicRules.IsReserved(message.Topic))
        {
            throw new AwsError(AwsErrorCode.Forbidden, "Forbidden")
            {
                Cause = message.Retain ? ProtocolCauses.ReservedTopicRetain : ProtocolCauses.ReservedTopic,
                Detail = $"{NearMiss.Quote(message.Topic)} belongs to the service and takes no publishes by HTTP",
            };
        }

        if (message.Properties?.ResponseTopic is { } response && TopicRules.FaultOfName(response) is not TopicFault.None and var other) throw Invalid("responseTopic", response, other);
    }

    static AwsError Invalid(string member, string topic, TopicFault fault) => new(AwsErrorCode.InvalidRequest, $"Invalid {member} {NearMiss.Quote(topic)}: {Why(fault)}")
    {
        Cause = OnPublish.CauseOf(fault),
    };

    static string Why(TopicFault fault) => fault switch
    {
        TopicFault.TooLong => $"it must be at most {Limits.TopicBytesMax} bytes of UTF-8",
        TopicFault.TooDeep => $"it must have at most {Limits.TopicSlashesMax} slashes",
        _ => "it must not be empty nor contain the characters + and #",
    };
}
