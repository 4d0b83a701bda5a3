using Hatchery.Core.Certificates;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Tests.Broker.Packets;

public sealed class OnSubscribeTests : IAsyncLifetime
{
    TestBroker _broker = null!;
    CertificateId _device;

    public async ValueTask InitializeAsync()
    {
        _broker = await TestBroker.StartAsync();
        _device = await _broker.AddCertificateAsync();
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task Overlapping_filters_deliver_once_with_the_highest_QoS(MqttProtocolVersion version)
    {
        using var client = await _broker.ConnectAsync(_device, "c", version);
        await client.SubscribeAsync("a/#", 0);
        await client.SubscribeAsync("a/+", 1);
        await client.SubscribeAsync("a/b", 0);

        await client.SendAsync(TestClient.Message("a/b", "x", 1, id: 9));

        var (first, second) = (await client.ReceiveAsync(), await client.ReceiveAsync());
        var message = Assert.IsType<MqttPublishPacket>(first is MqttPublishPacket ? first : second);
        Assert.Equal(MqttQualityOfServiceLevel.AtLeastOnce, message.QualityOfServiceLevel);
        await client.AcknowledgeAsync(message);
        await client.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Eight_filters_are_taken_and_the_ninth_closes_without_a_SUBACK()
    {
        using var v3 = await _broker.ConnectAsync(_device, "v3");
        using var v5 = await _broker.ConnectAsync(_device, "v5", MqttProtocolVersion.V500);
        MqttSubscribePacket Of(int filters) => new() { PacketIdentifier = 1, TopicFilters = [.. Enumerable.Range(0, filters).Select(i => TestClient.Filter($"t/{i}"))] };

        await v3.SendAsync(Of(8));
        Assert.Equal(8, (await v3.ExpectAsync<MqttSubAckPacket>()).ReasonCodes.Count);
        await v3.SendAsync(Of(9));
        await v3.ExpectClosedAsync();
        await v5.SendAsync(Of(9));
        await v5.ExpectDisconnectAsync(MqttDisconnectReasonCode.QuotaExceeded);
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V311, MqttSubscribeReasonCode.UnspecifiedError)]
    [InlineData(MqttProtocolVersion.V500, MqttSubscribeReasonCode.QuotaExceeded)]
    public async Task Fifty_subscriptions_are_taken_and_the_next_fails(MqttProtocolVersion version, MqttSubscribeReasonCode refused)
    {
        using var client = await _broker.ConnectAsync(_device, "c", version);
        for (var i = 0; i < 50; i++) Assert.Equal([MqttSubscribeReasonCode.GrantedQoS0], (await client.SubscribeAsync($"t/{i}")).ReasonCodes);

        Assert.Equal([refused], (await client.SubscribeAsync("t/50")).ReasonCodes);
        Assert.Equal([MqttSubscribeReasonCode.GrantedQoS0], (await client.SubscribeAsync("t/49")).ReasonCodes);
    }

    [Theory]
    [InlineData("a#", MqttSubscribeReasonCode.TopicFilterInvalid)]
    [InlineData("a/b/c/d/e/f/g/h/i", MqttSubscribeReasonCode.TopicFilterInvalid)]
    [InlineData("$share/g/a", MqttSubscribeReasonCode.SharedSubscriptionsNotSupported)]
    public async Task A_filter_that_can_t_be_served_fails_for_MQTT_5_and_hangs_up_on_MQTT_3_1_1(string filter, MqttSubscribeReasonCode code)
    {
        using var v5 = await _broker.ConnectAsync(_device, "v5", MqttProtocolVersion.V500);
        using var v3 = await _broker.ConnectAsync(_device, "v3");

        Assert.Equal([code], (await v5.SubscribeAsync(filter)).ReasonCodes);
        await v5.ExpectSilenceAsync();
        await v3.SendAsync(new MqttSubscribePacket { PacketIdentifier = 1, TopicFilters = [TestClient.Filter(filter)] });
        await v3.ExpectClosedAsync();
    }

    [Fact]
    public async Task QoS_2_is_refused_without_a_SUBACK()
    {
        using var v5 = await _broker.ConnectAsync(_device, "v5", MqttProtocolVersion.V500);
        using var v3 = await _broker.ConnectAsync(_device, "v3");
        var packet = new MqttSubscribePacket { PacketIdentifier = 1, TopicFilters = [TestClient.Filter("a", 2)] };

        await v5.SendAsync(packet);
        await v3.SendAsync(packet);

        await v5.ExpectDisconnectAsync(MqttDisconnectReasonCode.QoSNotSupported);
        await v3.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_subscription_identifier_ends_the_connection()
    {
        using var client = await _broker.ConnectAsync(_device, "c", MqttProtocolVersion.V500);

        await client.SendAsync(new MqttSubscribePacket { PacketIdentifier = 1, SubscriptionIdentifier = 7, TopicFilters = [TestClient.Filter("a")] });

        await client.ExpectDisconnectAsync(MqttDisconnectReasonCode.SubscriptionIdentifiersNotSupported);
    }

    [Fact]
    public async Task No_local_keeps_a_client_s_own_messages_away()
    {
        using var client = await _broker.ConnectAsync(_device, "c", MqttProtocolVersion.V500);
        using var other = await _broker.ConnectAsync(_device, "o");
        var filter = TestClient.Filter("a");
        filter.NoLocal = true;
        await client.SendAsync(new MqttSubscribePacket { PacketIdentifier = 1, TopicFilters = [filter] });
        await client.ExpectAsync<MqttSubAckPacket>();

        await client.PublishAsync("a", "mine");
        await client.ExpectSilenceAsync();
        await other.PublishAsync("a", "theirs");
        await client.ExpectMessageAsync("theirs");
    }

    [Fact]
    public async Task Unsubscribing_stops_deliveries_and_tells_MQTT_5_what_there_was()
    {
        using var client = await _broker.ConnectAsync(_device, "c", MqttProtocolVersion.V500);
        await client.SubscribeAsync("a");

        await client.SendAsync(new MqttUnsubscribePacket { PacketIdentifier = 2, TopicFilters = ["a", "b"] });

        var answer = await client.ExpectAsync<MqttUnsubAckPacket>();
        Assert.Equal([MqttUnsubscribeReasonCode.Success, MqttUnsubscribeReasonCode.NoSubscriptionExisted], answer.ReasonCodes);
        await client.PublishAsync("a", "x");
        await client.ExpectSilenceAsync();
    }

    [Fact]
    public async Task A_retained_message_reaches_the_exact_filter_only()
    {
        using var client = await _broker.ConnectAsync(_device, "c");
        await client.PublishAsync("r/1", "kept", 1, retain: true);

        await client.SubscribeAsync("r/+", 1);
        await client.SubscribeAsync("r/#", 1);
        await client.ExpectSilenceAsync();
        await client.SubscribeAsync("r/1", 1);
        var message = await client.ExpectMessageAsync("kept");
        Assert.True(message.Retain);
        Assert.Equal(MqttQualityOfServiceLevel.AtLeastOnce, message.QualityOfServiceLevel);
    }

    [Fact]
    public async Task Live_messages_have_no_retain_flag_unless_MQTT_5_asks_for_it_and_an_empty_one_deletes()
    {
        using var plain = await _broker.ConnectAsync(_device, "plain");
        using var asPublished = await _broker.ConnectAsync(_device, "rap", MqttProtocolVersion.V500);
        var filter = TestClient.Filter("r");
        filter.RetainAsPublished = true;
        await asPublished.SendAsync(new MqttSubscribePacket { PacketIdentifier = 1, TopicFilters = [filter] });
        await asPublished.ExpectAsync<MqttSubAckPacket>();
        await plain.SubscribeAsync("r");

        await plain.PublishAsync("r", "1", retain: true);
        Assert.False((await plain.ExpectMessageAsync("1")).Retain);
        Assert.True((await asPublished.ExpectMessageAsync("1")).Retain);

        await plain.PublishAsync("r", "", retain: true);
        await plain.ExpectMessageAsync("");
        await asPublished.ExpectMessageAsync("");
        await plain.SubscribeAsync("r");
        await plain.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData(MqttRetainHandling.SendAtSubscribe, true, true)]
    [InlineData(MqttRetainHandling.SendAtSubscribeIfNewSubscriptionOnly, true, false)]
    [InlineData(MqttRetainHandling.DoNotSendOnSubscribe, false, false)]
    public async Task Retain_handling_decides_when_a_retained_message_is_sent(MqttRetainHandling handling, bool first, bool second)
    {
        using var client = await _broker.ConnectAsync(_device, "c", MqttProtocolVersion.V500);
        await client.PublishAsync("r", "kept", 1, retain: true);
        var filter = TestClient.Filter("r");
        filter.RetainHandling = handling;

        foreach (var expected in new[] { first, second })
        {
            await client.SendAsync(new MqttSubscribePacket { PacketIdentifier = 1, TopicFilters = [filter] });
            await client.ExpectAsync<MqttSubAckPacket>();
            if (expected) await client.ExpectMessageAsync("kept");
            await client.ExpectSilenceAsync();
        }
    }
}
