using Hatchery.Server.Broker;
using Hatchery.Server.Broker.Routing;

namespace Hatchery.Server.Tests.Broker.Routing;

public sealed class RetainedMessagesTests
{
    readonly ManualTime _time = new();

    [Fact]
    public void Holds_a_bounded_number_of_topics()
    {
        var retained = new RetainedMessages(_time);
        for (var i = 0; i < BrokerLimits.RetainedMessagesMax; i++) Assert.True(retained.Store(Message($"t/{i}", 1)));

        Assert.False(retained.Store(Message("one/more", 1)));
        Assert.True(retained.Store(Message("t/0", 2)));
        Assert.True(retained.Store(Message("t/1", 0)));
        Assert.True(retained.Store(Message("one/more", 1)));
    }

    [Fact]
    public void Holds_a_bounded_number_of_bytes()
    {
        var retained = new RetainedMessages(_time);
        var size = BrokerLimits.RetainedBytesMax / 8;
        for (var i = 0; i < 8; i++) Assert.True(retained.Store(Message($"{i}", size - 1)));

        Assert.False(retained.Store(Message("one more", 1)));
        Assert.NotNull(retained.Find("7"));
        Assert.Null(retained.Find("one more"));
    }

    [Fact]
    public void Forgets_what_has_expired()
    {
        var retained = new RetainedMessages(_time);
        retained.Store(Message("t", 1) with { Properties = new MessageProperties { ExpiresAt = _time.GetUtcNow().AddSeconds(10) } });

        Assert.NotNull(retained.Find("t"));
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Null(retained.Find("t"));
    }

    static ApplicationMessage Message(string topic, int bytes) => new(topic, new byte[bytes], 0, Retain: true);
}
