using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Sessions;
using Hatchery.Server.Broker.Wire;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Packets;

/// <summary>SUBSCRIBE: all filters are judged before any is added, because MQTT 3.1.1 is hung up on when one is refused, as at AWS.</summary>
static class OnSubscribe
{
    public static async ValueTask HandleAsync(MqttConnection connection, MqttSubscribePacket packet)
    {
        if (FaultOf(packet) is { } fault)
        {
            Metrics.Subscribes.Add(1, Results.ClientError);
            connection.End(fault);
            return;
        }

        var authorization = await connection.Authorization!.CurrentAsync();
        if (!authorization.IsActive)
        {
            Metrics.Subscribes.Add(1, Results.AuthError);
            connection.End(EndReason.CertificateNotActive);
            return;
        }

        var refusals = packet.TopicFilters.ConvertAll(filter => FilterRefusal.Of(connection, authorization, filter.Topic));
        Metrics.Subscribes.Add(1, ResultOf(refusals));
        if (!connection.IsV5 && refusals.Find(r => r is { HangsUp: true }) is { } refusal)
        {
            connection.End(refusal.AsEnd());
            return;
        }

        var session = connection.Session!;
        var codes = new List<MqttSubscribeReasonCode>(refusals.Count);
        var retained = new List<Delivery>();
        for (var i = 0; i < refusals.Count; i++)
        {
            codes.Add(refusals[i]?.Code ?? Subscribe(connection, session, packet.TopicFilters[i], retained));
        }

        connection.Outbox.Send(new MqttSubAckPacket
        {
            PacketIdentifier = packet.PacketIdentifier,
            ReasonCodes = codes,
            ReasonString = refusals.Find(r => r is not null)?.Text is { } text ? connection.ReasonText(text) : null,
        });

        connection.Trace.Subscribed(packet.TopicFilters.Where((_, i) => codes[i] < MqttSubscribeReasonCode.UnspecifiedError).Select(filter => filter.Topic));
        if (codes.Contains(MqttSubscribeReasonCode.QuotaExceeded)) connection.Trace.Fail(StepKind.Subscribe, "SUBSCRIBE", Failure.Of(ProtocolCauses.TooManySubscriptions), connection.ClientId);

        // INVARIANT: after the SUBACK is queued, so that it goes first.
        foreach (var delivery in retained) session.Enqueue(delivery);
        string[] granted = [.. packet.TopicFilters.Where((_, i) => codes[i] < MqttSubscribeReasonCode.UnspecifiedError).Select(filter => filter.Topic)];
        connection.Gateway.Lifecycle.Subscribed(connection, granted);
        if (granted.Length > 0 && connection.Gateway.Logger.IsEnabled(LogLevel.Debug))
        {
            Log.Subscribed(connection.Gateway.Logger, connection.ClientId, connection.Principal.CertificateId, string.Join(", ", granted));
        }
    }

    static KeyValuePair<string, object?> ResultOf(List<FilterRefusal?> refusals) => refusals.Find(r => r is not null)?.Code switch
    {
        null => Results.Success,
        MqttSubscribeReasonCode.NotAuthorized => Results.AuthError,
        _ => Results.ClientError,
    };

    static EndReason? FaultOf(MqttSubscribePacket packet)
    {
        if (packet.PacketIdentifier == 0) return EndReason.Malformed;
        if (packet.TopicFilters.Count == 0) return EndReason.ClientError(MqttDisconnectReasonCode.ProtocolError, ReasonTexts.NoFilters, ProtocolCauses.NoFilters);

        // Seen at AWS: the ninth filter closes the connection without a SUBACK. 0x97 is the quota code of AWS's list.
        if (packet.TopicFilters.Count > Limits.FiltersPerSubscribeMax)
        {
            return EndReason.ClientError(MqttDisconnectReasonCode.QuotaExceeded, ReasonTexts.TooManyFilters, ProtocolCauses.TooManyFilters, $"{packet.TopicFilters.Count} filters");
        }

        if (packet.SubscriptionIdentifier != 0)
        {
            return EndReason.ClientError(MqttDisconnectReasonCode.SubscriptionIdentifiersNotSupported, ReasonTexts.SubscriptionIdentifiers, ProtocolCauses.SubscriptionIdentifier);
        }

        foreach (var filter in packet.TopicFilters)
        {
            if (filter.QualityOfServiceLevel > MqttQualityOfServiceLevel.ExactlyOnce) return EndReason.Malformed;
            if (filter.RetainHandling > MqttRetainHandling.DoNotSendOnSubscribe) return EndReason.Malformed;
            if (filter.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce)
            {
                return EndReason.ClientError(MqttDisconnectReasonCode.QoSNotSupported, ReasonTexts.QosNotSupported, ProtocolCauses.Qos2, $"SUBSCRIBE to {NearMiss.Quote(filter.Topic)}");
            }
        }

        return null;
    }

    static MqttSubscribeReasonCode Subscribe(MqttConnection connection, Session session, MqttTopicFilter filter, List<Delivery> retained)
    {
        var quality = (int)filter.QualityOfServiceLevel;
        var outcome = session.Subscribe(new Subscription(session, filter.Topic, quality, filter.NoLocal, filter.RetainAsPublished));
        if (outcome is SubscribeOutcome.TooMany or SubscribeOutcome.Ended) return MqttSubscribeReasonCode.QuotaExceeded;

        var wantsRetained = filter.RetainHandling == MqttRetainHandling.SendAtSubscribe
            || (filter.RetainHandling == MqttRetainHandling.SendAtSubscribeIfNewSubscriptionOnly && outcome == SubscribeOutcome.Added);
        if (wantsRetained && connection.Gateway.Retained.Find(filter.Topic) is { } message)
        {
            retained.Add(new Delivery(message, Math.Min(quality, message.QualityOfService), Retain: true));
        }

        return (MqttSubscribeReasonCode)quality;
    }
}
