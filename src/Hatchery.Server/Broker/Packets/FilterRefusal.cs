using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Gates;
using Hatchery.Server.Broker.Wire;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Packets;

/// <summary>Why one filter of a SUBSCRIBE is refused.</summary>
/// <param name="HangsUp">MQTT 3.1.1 is told by closing the connection instead of a failure code in the SUBACK.</param>
sealed record FilterRefusal(MqttSubscribeReasonCode Code, string Text, bool HangsUp)
{
    /// <summary>Null when it is allowed.</summary>
    public static FilterRefusal? Of(MqttConnection connection, AuthorizationSnapshot authorization, string filter)
    {
        if (TopicRules.FaultOfFilter(filter) is not TopicFault.None and var fault)
        {
            var cause = fault == TopicFault.Malformed ? ProtocolCauses.FilterInvalid : OnPublish.CauseOf(fault);
            connection.Trace.Fail(StepKind.Subscribe, ReasonTexts.FilterInvalid, Failure.Of(cause, NearMiss.Quote(filter)), connection.ClientId);
            return new FilterRefusal(MqttSubscribeReasonCode.TopicFilterInvalid, ReasonTexts.FilterInvalid, HangsUp: true);
        }

        if (TopicRules.IsShared(filter))
        {
            connection.Trace.Fail(StepKind.Subscribe, ReasonTexts.SharedSubscriptions, Failure.Of(ProtocolCauses.SharedSubscriptions, NearMiss.Quote(filter)), connection.ClientId);
            return new FilterRefusal(MqttSubscribeReasonCode.SharedSubscriptionsNotSupported, ReasonTexts.SharedSubscriptions, HangsUp: true);
        }

        return SubscribeGate.Refuse(connection, authorization, filter) is not { } trace
            ? null
            : new FilterRefusal(
                MqttSubscribeReasonCode.NotAuthorized, ReasonTexts.NotAuthorized("SUBACK", trace), HangsUp: !connection.Gateway.Options.Polite);
    }

    public EndReason AsEnd() => Code == MqttSubscribeReasonCode.NotAuthorized
        ? EndReason.NotAuthorized(default)
        : new EndReason("CLIENT_ERROR", (MqttDisconnectReasonCode)Code, Text);
}
