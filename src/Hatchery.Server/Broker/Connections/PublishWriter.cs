using System.Buffers;
using System.IO.Pipelines;
using Hatchery.Server.Broker.Gates;
using Hatchery.Server.Broker.Sessions;
using Hatchery.Server.Broker.Wire;
using Hatchery.Server.Signals;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Connections;

/// <summary>Writes one message to a subscriber, if it may receive it.</summary>
static class PublishWriter
{
    /// <summary>The bytes written: 0 when the message expired, is denied, or is larger than the client takes.</summary>
    public static ValueTask<int> WriteAsync(MqttConnection connection, Session session, OutgoingPublish publish, PipeWriter output)
    {
        var current = connection.Authorization!.CurrentAsync();
        return current.IsCompletedSuccessfully
            ? ValueTask.FromResult(Write(connection, session, publish, current.Result, output))
            : AwaitThenWriteAsync();

        async ValueTask<int> AwaitThenWriteAsync() => Write(connection, session, publish, await current, output);
    }

    static int Write(MqttConnection connection, Session session, OutgoingPublish publish, AuthorizationSnapshot authorization, PipeWriter output)
    {
        var delivery = publish.Delivery;
        var now = connection.Gateway.Time.GetUtcNow();
        var written = 0;
        if (!delivery.Message.IsExpired(now) && (delivery.IsReply || ReceiveGate.Allows(connection, authorization, delivery.Message.Topic)))
        {
            written = PacketCodec.Encode(output, PacketOf(publish, connection.Version, now), connection.Version, connection.PacketBytesMax);
        }

        if (written > 0) Metrics.PublishOut.Add(1);
        if (delivery.IsReply) connection.Trace.ReplyWritten(delivery.Message.Topic, delivery.Message.Payload.Length, written, session.HasSubscriptionFor(delivery.Message.Topic));
        if (written == 0 && publish.PacketId != 0) session.Release(connection, publish.PacketId);
        return written;
    }

    static MqttPublishPacket PacketOf(OutgoingPublish publish, MqttProtocolVersion version, DateTimeOffset now)
    {
        var (message, quality, retain, _) = publish.Delivery;
        var packet = new MqttPublishPacket
        {
            Topic = message.Topic,
            Payload = new ReadOnlySequence<byte>(message.Payload),
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)quality,
            Retain = retain,
            Dup = publish.IsRepeated,
            PacketIdentifier = publish.PacketId,
        };
        if (version == MqttProtocolVersion.V500) message.Properties?.CopyTo(packet, now);
        return packet;
    }
}
