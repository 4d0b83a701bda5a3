using Hatchery.Server.Broker;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Sessions;

namespace Hatchery.Server.Tests.Broker.Sessions;

public sealed class OutboundQueueTests
{
    [Fact]
    public void Takes_n_messages_and_drops_the_next()
    {
        var queue = new OutboundQueue();
        for (var i = 0; i < BrokerLimits.QueuedMessagesMax; i++) Assert.True(queue.TryEnqueue(Of(1)));

        Assert.False(queue.TryEnqueue(Of(1)));
        queue.Drop();
        Assert.True(queue.TryEnqueue(Of(1)));
    }

    [Fact]
    public void Takes_n_bytes_and_drops_the_next()
    {
        var queue = new OutboundQueue();
        for (var i = 0; i < 4; i++) Assert.True(queue.TryEnqueue(Of((BrokerLimits.QueuedBytesMax / 4) - 1)));

        Assert.False(queue.TryEnqueue(Of(0)));
        queue.Drop();
        Assert.True(queue.TryEnqueue(Of(0)));
    }

    [Fact]
    public void Keeps_only_QoS_1_without_a_connection_and_no_replies()
    {
        var queue = new OutboundQueue();
        queue.TryEnqueue(Of(1, quality: 0));
        queue.TryEnqueue(Of(2, quality: 1));
        queue.TryEnqueue(Of(3, quality: 1) with { IsReply = true });

        queue.KeepStorable();

        Assert.Equal(1, queue.Count);
        Assert.True(queue.TryPeek(out var kept));
        Assert.Equal(2, kept.Message.Payload.Length);
    }

    static Delivery Of(int payloadBytes, int quality = 1) => new(new ApplicationMessage("t", new byte[payloadBytes], quality, Retain: false), quality);
}
