using System.Text;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Tests.Broker.Packets;

public sealed class OnPublishTests : IAsyncLifetime
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
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 1, 1)]
    public async Task A_message_is_delivered_with_the_lower_QoS(int published, int subscribed, int delivered)
    {
        using var publisher = await _broker.ConnectAsync(_device, "p");
        using var subscriber = await _broker.ConnectAsync(_device, "s", MqttProtocolVersion.V500);
        await subscriber.SubscribeAsync("a/+", subscribed);

        await publisher.PublishAsync("a/b", "hello", published);

        var message = await subscriber.ExpectMessageAsync("hello");
        Assert.Equal(delivered, (int)message.QualityOfServiceLevel);
        Assert.Equal("a/b", message.Topic);
        Assert.False(message.Retain);
    }

    [Fact]
    public async Task A_payload_of_128_KiB_passes_and_one_byte_more_ends_the_connection()
    {
        using var subscriber = await _broker.ConnectAsync(_device, "s", MqttProtocolVersion.V500);
        await subscriber.SubscribeAsync("a");
        using var client = await _broker.ConnectAsync(_device, "c", MqttProtocolVersion.V500);

        await client.PublishAsync("a", new string('x', Limits.MqttPayloadBytesMax), 1);
        Assert.Equal(Limits.MqttPayloadBytesMax, (await subscriber.ExpectAsync<MqttPublishPacket>()).Payload.Length);

        await client.SendAsync(TestClient.Message("a", new string('x', Limits.MqttPayloadBytesMax + 1)));
        await client.ExpectDisconnectAsync(MqttDisconnectReasonCode.PacketTooLarge);
    }

    [Fact]
    public async Task A_packet_that_announces_too_much_ends_the_connection_at_once()
    {
        using var client = await _broker.ConnectAsync(_device, "c", MqttProtocolVersion.V500);

        await client.SendBytesAsync(Convert.FromHexString("30FEFF7F"));

        await client.ExpectDisconnectAsync(MqttDisconnectReasonCode.PacketTooLarge);
    }

    [Theory]
    [InlineData("a/b/c/d/e/f/g/h/i")]
    [InlineData(null)]
    public async Task A_topic_too_deep_or_too_long_is_refused(string? topic)
    {
        topic ??= new string('a', 257);
        using var v5 = await _broker.ConnectAsync(_device, "v5", MqttProtocolVersion.V500);
        using var v3 = await _broker.ConnectAsync(_device, "v3");

        Assert.Equal(MqttPubAckReasonCode.TopicNameInvalid, (await v5.PublishAsync(topic, "x", 1))!.ReasonCode);
        await v5.SendAsync(TestClient.Message(topic, "x"));
        await v5.ExpectDisconnectAsync(MqttDisconnectReasonCode.TopicNameInvalid);
        await v3.SendAsync(TestClient.Message(topic, "x", 1, id: 1));
        await v3.ExpectClosedAsync();
    }

    [Theory]
    [InlineData("3406000161000100", MqttDisconnectReasonCode.QoSNotSupported)] // QoS 2
    [InlineData("62020001", MqttDisconnectReasonCode.ProtocolError)] // PUBREL
    [InlineData("20020000", MqttDisconnectReasonCode.ProtocolError)] // CONNACK
    [InlineData("F000", MqttDisconnectReasonCode.ProtocolError)] // AUTH
    [InlineData("3600", MqttDisconnectReasonCode.MalformedPacket)] // QoS 3
    [InlineData("3003000961", MqttDisconnectReasonCode.MalformedPacket)] // a topic longer than the packet
    [InlineData("32060001610000 00", MqttDisconnectReasonCode.MalformedPacket)] // QoS 1 without a packet id
    [InlineData("300400012B00", MqttDisconnectReasonCode.TopicNameInvalid)] // the topic +
    [InlineData("30040001C300", MqttDisconnectReasonCode.TopicNameInvalid)] // not UTF-8
    [InlineData("3003000000", MqttDisconnectReasonCode.TopicNameInvalid)] // no topic
    public async Task What_breaks_the_protocol_is_named_to_MQTT_5_and_others_stay_served(string bytes, MqttDisconnectReasonCode code)
    {
        using var other = await _broker.ConnectAsync(_device, "other");
        using var client = await _broker.ConnectAsync(_device, "c", MqttProtocolVersion.V500);

        await client.SendBytesAsync(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)));

        await client.ExpectDisconnectAsync(code);
        await other.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("340500016100 01")] // QoS 2
    [InlineData("3003000 12B")] // the topic +
    [InlineData("F000")] // AUTH
    public async Task What_breaks_the_protocol_hangs_up_on_MQTT_3_1_1(string bytes)
    {
        using var client = await _broker.ConnectAsync(_device, "c");

        await client.SendBytesAsync(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)));

        await client.ExpectClosedAsync();
    }

    [Fact]
    public async Task Topic_aliases_stand_for_topics()
    {
        using var client = await _broker.ConnectAsync(_device, "c", MqttProtocolVersion.V500);
        await client.SubscribeAsync("a/b");

        var first = TestClient.Message("a/b", "1");
        first.TopicAlias = 8;
        await client.SendAsync(first);
        await client.ExpectMessageAsync("1");

        var second = TestClient.Message("", "2");
        second.TopicAlias = 8;
        await client.SendAsync(second);
        Assert.Equal("a/b", (await client.ExpectMessageAsync("2")).Topic);

        var ninth = TestClient.Message("a/b", "3");
        ninth.TopicAlias = 9;
        await client.SendAsync(ninth);
        await client.ExpectDisconnectAsync(MqttDisconnectReasonCode.TopicAliasInvalid);
    }

    [Fact]
    public async Task An_alias_that_was_never_set_ends_the_connection()
    {
        using var client = await _broker.ConnectAsync(_device, "c", MqttProtocolVersion.V500);
        var message = TestClient.Message("", "1");
        message.TopicAlias = 1;

        await client.SendAsync(message);

        await client.ExpectDisconnectAsync(MqttDisconnectReasonCode.TopicAliasInvalid);
    }

    [Fact]
    public async Task The_properties_of_MQTT_5_reach_MQTT_5_and_the_message_reaches_all()
    {
        using var publisher = await _broker.ConnectAsync(_device, "p", MqttProtocolVersion.V500);
        using var v5 = await _broker.ConnectAsync(_device, "v5", MqttProtocolVersion.V500);
        using var v3 = await _broker.ConnectAsync(_device, "v3");
        await v5.SubscribeAsync("a");
        await v3.SubscribeAsync("a");

        var message = TestClient.Message("a", "x");
        message.ContentType = "text/plain";
        message.ResponseTopic = "answers/here";
        message.CorrelationData = [1, 2];
        message.PayloadFormatIndicator = MqttPayloadFormatIndicator.CharacterData;
        message.MessageExpiryInterval = 100;
        message.UserProperties = [new MqttUserProperty("n", Encoding.UTF8.GetBytes("v").AsMemory())];
        await publisher.SendAsync(message);

        await v3.ExpectMessageAsync("x");
        var got = await v5.ExpectMessageAsync("x");
        Assert.Equal("text/plain", got.ContentType);
        Assert.Equal("answers/here", got.ResponseTopic);
        Assert.Equal([1, 2], got.CorrelationData);
        Assert.Equal(MqttPayloadFormatIndicator.CharacterData, got.PayloadFormatIndicator);
        Assert.InRange(got.MessageExpiryInterval, 98u, 100u);
        Assert.Equal("v", got.UserProperties.Single().ReadValueAsString());
    }

    [Fact]
    public async Task The_unacknowledged_window_is_the_client_s()
    {
        using var publisher = await _broker.ConnectAsync(_device, "p");
        using var subscriber = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);
        await subscriber.SendAsync(new MqttConnectPacket { ClientId = "s", CleanSession = true, ReceiveMaximum = 2 });
        await subscriber.ExpectAsync<MqttConnAckPacket>();
        await subscriber.SubscribeAsync("a", 1);

        for (var i = 1; i <= 3; i++) await publisher.PublishAsync("a", $"{i}", 1);

        var first = await subscriber.ExpectMessageAsync("1");
        await subscriber.ExpectMessageAsync("2");
        await subscriber.ExpectSilenceAsync();
        await subscriber.AcknowledgeAsync(first);
        await subscriber.ExpectMessageAsync("3");
    }

    [Fact]
    public async Task A_window_of_100_holds_up_the_101st()
    {
        using var publisher = await _broker.ConnectAsync(_device, "p");
        using var subscriber = await _broker.ConnectAsync(_device, "s");
        await subscriber.SubscribeAsync("a", 1);

        for (var i = 1; i <= 101; i++) await publisher.PublishAsync("a", $"{i}", 1);

        MqttPublishPacket last = null!;
        for (var i = 1; i <= 100; i++) last = await subscriber.ExpectMessageAsync($"{i}");
        await subscriber.ExpectSilenceAsync();
        await subscriber.AcknowledgeAsync(last);
        await subscriber.ExpectMessageAsync("101");
    }

    [Fact]
    public async Task A_message_larger_than_the_client_takes_is_left_out()
    {
        using var publisher = await _broker.ConnectAsync(_device, "p");
        using var subscriber = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);
        await subscriber.SendAsync(new MqttConnectPacket { ClientId = "s", CleanSession = true, MaximumPacketSize = 100 });
        await subscriber.ExpectAsync<MqttConnAckPacket>();
        await subscriber.SubscribeAsync("a", 1);

        await publisher.PublishAsync("a", new string('x', 200), 1);
        await publisher.PublishAsync("a", "small", 1);

        await subscriber.ExpectMessageAsync("small");
    }
}
