using System.Buffers;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Gates;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Sessions;
using Hatchery.Server.Signals;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Packets;

/// <summary>
/// A PUBLISH to a topic of AWS's own, already allowed. It never enters the topic tree: its endpoint answers, on the asking
/// connection only, once, whether or not it subscribed. All devices of a batch share the topic names, and the answer may carry
/// a private key. Source: AWS, "Device provisioning MQTT API", "Reserved topics".
/// </summary>
static class ReservedPublish
{
    public static async ValueTask HandleAsync(MqttConnection connection, AuthorizationSnapshot authorization, MqttPublishPacket packet, string topic)
    {
        if (packet.Retain || connection.Gateway.Reserved(topic) is not { } endpoint)
        {
            var why = packet.Retain ? "messages can't be retained on a reserved topic" : "the reserved topic takes no publishes";
            var cause = packet.Retain ? ProtocolCauses.ReservedTopicRetain : ProtocolCauses.ReservedTopic;
            var resource = connection.Gateway.Arns.Topic(topic);
            PublishAnswer.Deny(connection, packet, Denials.Report(connection, StepKind.Publish, "iot:Publish", resource, why, Denials.OfTopic(cause, "iot:Publish", resource)));
            return;
        }

        // Waiting here holds up the connection's own next packets: a client has only so many requests running.
        await connection.ReservedPlaces.WaitAsync(CancellationToken.None);
        if (connection.IsEnded) return;

        Metrics.PublishIn.Add(1, Results.Success);
        PublishAnswer.Accept(connection, packet);

        var request = new ReservedRequest(connection.Principal, connection.ClientId, topic, packet.Payload.ToArray())
        {
            Trace = connection.Trace,
            MayPublish = other => authorization.Allows("iot:Publish", connection.Gateway.Arns.Topic(other)),
        };
        _ = Task.Run(() => AnswerAsync(connection, endpoint, request, packet.QualityOfServiceLevel), CancellationToken.None);
    }

    static async Task AnswerAsync(MqttConnection connection, ReservedEndpoint endpoint, ReservedRequest request, MqttQualityOfServiceLevel quality)
    {
        var gateway = connection.Gateway;
        using var span = Spans.StartServer(Spans.Publish, connection.ConnectSpan);
        span?.SetTag("messaging.destination.name", request.Topic).SetTag("messaging.client.id", request.ClientId);
        try
        {
            // Not cancelled when the client goes: what was acknowledged is carried out.
            var reply = await endpoint(request, gateway.Stopping);
            if (!TryReply(connection, reply, quality)) Drop(connection, request);
        }
        catch (OperationCanceledException) when (gateway.IsStopping)
        {
            Drop(connection, request);
        }
        catch (Exception e)
        {
            Log.ReservedRequestFailed(gateway.Logger, e, request.Topic, request.ClientId);
        }
        finally
        {
            connection.ReservedPlaces.Release();
        }
    }

    static void Drop(MqttConnection connection, ReservedRequest request)
    {
        Log.ReplyDropped(connection.Gateway.Logger, request.Topic, request.ClientId);
        connection.Trace.ReplyLost(request.Topic);
    }

    static bool TryReply(MqttConnection connection, ReservedReply reply, MqttQualityOfServiceLevel requested)
    {
        var session = connection.Session!;
        var quality = requested == MqttQualityOfServiceLevel.AtLeastOnce && session.HasQos1SubscriptionFor(reply.Topic) ? 1 : 0;
        var message = new ApplicationMessage(reply.Topic, reply.Payload, quality, Retain: false);
        if (connection.IsEnded || !session.TryEnqueueReply(new Delivery(message, quality, IsReply: true), connection)) return false;

        connection.Trace.ReplyQueued();
        return true;
    }
}
