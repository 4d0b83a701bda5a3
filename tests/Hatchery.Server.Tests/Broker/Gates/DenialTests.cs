using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using static Hatchery.Server.Tests.Broker.TestBroker;

namespace Hatchery.Server.Tests.Broker.Gates;

/// <summary>What a refusal looks like on the wire, as measured at AWS.</summary>
public sealed class DenialTests : IAsyncLifetime
{
    const string Text = ":Client is not authenticated/authorized to send the message:";

    TestBroker _broker = null!;

    public async ValueTask InitializeAsync() => _broker = await StartAsync();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task Connect_denied_is_a_CONNACK_with_a_trace_for_MQTT_5_and_nothing_for_MQTT_3_1_1()
    {
        var device = await _broker.AddCertificateAsync(Policy(Allow("Connect", "client/mine")));
        using var v5 = await _broker.OpenAsync(device, MqttProtocolVersion.V500);
        using var v3 = await _broker.OpenAsync(device);
        var connect = new MqttConnectPacket { ClientId = "theirs", CleanSession = true };

        await v5.SendAsync(connect);
        await v3.SendAsync(connect);

        var answer = await v5.ExpectAsync<MqttConnAckPacket>();
        Assert.Equal(MqttConnectReasonCode.NotAuthorized, answer.ReasonCode);
        Assert.StartsWith("CONNACK" + Text, answer.ReasonString, StringComparison.Ordinal);
        var trace = Guid.Parse(answer.ReasonString.Split(':')[^1]);
        await v5.ExpectClosedAsync();
        await v3.ExpectClosedAsync();

        var line = Assert.Single(_broker.Logs.All, l => l.Contains(trace.ToString(), StringComparison.Ordinal));
        Assert.Contains("iot:Connect", line, StringComparison.Ordinal);
        Assert.Contains("client/theirs", line, StringComparison.Ordinal);
        Assert.Contains(device.Value, line, StringComparison.Ordinal);
        Assert.Contains(PolicyOf(device).Value, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_denied_keeps_MQTT_5_at_QoS_1_ends_it_at_QoS_0_and_hangs_up_on_MQTT_3_1_1()
    {
        var device = await _broker.AddCertificateAsync(Policy(Allow("Connect", "client/*"), Allow("Publish", "topic/ok")));
        using var v5 = await _broker.ConnectAsync(device, "v5", MqttProtocolVersion.V500);

        var answer = await v5.PublishAsync("no", "x", 1);
        Assert.Equal(MqttPubAckReasonCode.NotAuthorized, answer!.ReasonCode);
        Assert.StartsWith("PUBACK" + Text, answer.ReasonString, StringComparison.Ordinal);
        Assert.Equal(MqttPubAckReasonCode.Success, (await v5.PublishAsync("ok", "x", 1))!.ReasonCode);
        await v5.SendAsync(TestClient.Message("no", "x"));
        var end = await v5.ExpectDisconnectAsync(MqttDisconnectReasonCode.NotAuthorized);
        Assert.StartsWith("DISCONNECT" + Text, end.ReasonString, StringComparison.Ordinal);

        foreach (var qos in new[] { 0, 1 })
        {
            using var v3 = await _broker.ConnectAsync(device, "v3");
            await v3.PublishAsync("ok", "x", 1);
            await v3.SendAsync(TestClient.Message("no", "x", qos, id: (ushort)(qos * 5)));
            await v3.ExpectClosedAsync();
        }
    }

    [Fact]
    public async Task Retain_needs_RetainPublish()
    {
        var device = await _broker.AddCertificateAsync(Policy(
            Allow("Connect", "client/*"), Allow("Publish", "topic/*"), Allow("RetainPublish", "topic/kept")));
        using var client = await _broker.ConnectAsync(device, "c", MqttProtocolVersion.V500);

        Assert.Equal(MqttPubAckReasonCode.Success, (await client.PublishAsync("kept", "x", 1, retain: true))!.ReasonCode);
        Assert.Equal(MqttPubAckReasonCode.NotAuthorized, (await client.PublishAsync("other", "x", 1, retain: true))!.ReasonCode);
        Assert.Equal(MqttPubAckReasonCode.Success, (await client.PublishAsync("other", "x", 1))!.ReasonCode);
    }

    [Fact]
    public async Task Subscribe_denied_is_a_code_per_filter_for_MQTT_5_and_hangs_up_on_MQTT_3_1_1()
    {
        var device = await _broker.AddCertificateAsync(Policy(Allow("Connect", "client/*"), Allow("Subscribe", "topicfilter/ok/+")));
        using var v5 = await _broker.ConnectAsync(device, "v5", MqttProtocolVersion.V500);
        using var v3 = await _broker.ConnectAsync(device, "v3");
        var mixed = new MqttSubscribePacket { PacketIdentifier = 1, TopicFilters = [TestClient.Filter("ok/+", 1), TestClient.Filter("ok/1")] };

        await v5.SendAsync(mixed);
        await v3.SendAsync(mixed);

        var answer = await v5.ExpectAsync<MqttSubAckPacket>();
        Assert.Equal([MqttSubscribeReasonCode.GrantedQoS1, MqttSubscribeReasonCode.NotAuthorized], answer.ReasonCodes);
        Assert.StartsWith("SUBACK" + Text, answer.ReasonString, StringComparison.Ordinal);
        await v5.ExpectSilenceAsync();
        await v3.ExpectClosedAsync();
    }

    [Fact]
    public async Task Receive_denied_is_silent()
    {
        var device = await _broker.AddCertificateAsync(Policy(Allow("*", "client/*"), Allow("Subscribe", "topicfilter/*"), Allow("Receive", "topic/public/*")));
        var sender = await _broker.AddCertificateAsync();
        using var subscriber = await _broker.ConnectAsync(device, "s");
        using var publisher = await _broker.ConnectAsync(sender, "p");
        await subscriber.SubscribeAsync("#", 1);

        await publisher.PublishAsync("secret/1", "no", 1);
        await publisher.PublishAsync("secret/1", "no", 1);
        await publisher.PublishAsync("public/1", "yes", 1);

        await subscriber.ExpectMessageAsync("yes");
        await subscriber.ExpectSilenceAsync();
        Assert.Single(_broker.Logs.All, line => line.Contains("iot:Receive", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_will_that_may_not_be_published_refuses_the_CONNECT()
    {
        var device = await _broker.AddCertificateAsync(Policy(Allow("Connect", "client/*"), Allow("Publish", "topic/ok")));
        MqttConnectPacket With(string topic, bool retain = false) =>
            new() { ClientId = "c", CleanSession = true, WillFlag = true, WillTopic = topic, WillMessage = [1], WillRetain = retain };

        foreach (var (connect, code) in new[]
        {
            (With("ok"), MqttConnectReasonCode.Success),
            (With("no"), MqttConnectReasonCode.NotAuthorized),
            (With("ok", retain: true), MqttConnectReasonCode.NotAuthorized),
            (With("no/+"), MqttConnectReasonCode.TopicNameInvalid),
        })
        {
            using var client = await _broker.OpenAsync(device, MqttProtocolVersion.V500);
            await client.SendAsync(connect);
            Assert.Equal(code, (await client.ExpectAsync<MqttConnAckPacket>()).ReasonCode);
        }
    }

    [Fact]
    public async Task Connect_attributes_tell_persistent_sessions_and_wills_apart()
    {
        var device = await _broker.AddCertificateAsync("""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"iot:Publish","Resource":"*"},
              {"Effect":"Allow","Action":"iot:Connect","Resource":"*","Condition":{"ForAllValues:StringEquals":{"iot:ConnectAttributes":["PersistentConnect"]}}}]}
            """);

        async Task<bool> MayAsync(MqttConnectPacket connect)
        {
            using var client = await _broker.OpenAsync(device);
            await client.SendAsync(connect);
            return await client.ReceiveAsync() is MqttConnAckPacket;
        }

        Assert.True(await MayAsync(new() { ClientId = "c", CleanSession = true }));
        Assert.True(await MayAsync(new() { ClientId = "c", CleanSession = false }));
        Assert.False(await MayAsync(new() { ClientId = "c", CleanSession = true, WillFlag = true, WillTopic = "w", WillMessage = [1] }));
    }

    [Fact]
    public async Task Polite_answers_MQTT_3_1_1_with_codes()
    {
        await using var polite = await StartAsync(new HatcheryOptions { Polite = true });
        var device = await polite.AddCertificateAsync(Policy(Allow("Connect", "client/mine"), Allow("Subscribe", "topicfilter/ok")));
        using var denied = await polite.OpenAsync(device);
        await denied.SendAsync(new MqttConnectPacket { ClientId = "theirs", CleanSession = true });
        Assert.Equal(MqttConnectReturnCode.ConnectionRefusedNotAuthorized, (await denied.ExpectAsync<MqttConnAckPacket>()).ReturnCode);

        using var client = await polite.ConnectAsync(device, "mine");
        Assert.Equal([MqttSubscribeReasonCode.UnspecifiedError], (await client.SubscribeAsync("no")).ReasonCodes);
        Assert.Equal([MqttSubscribeReasonCode.GrantedQoS0], (await client.SubscribeAsync("ok")).ReasonCodes);
    }

    [Fact]
    public async Task No_policy_at_all_denies()
    {
        var device = await _broker.AddCertificateAsync();
        await _broker.TransactAsync(tx => tx.Policies.Detach(PolicyOf(device), Hatchery.Core.Policies.PolicyTarget.Certificate(device)));
        using var client = await _broker.OpenAsync(device);

        await client.SendAsync(new MqttConnectPacket { ClientId = "c", CleanSession = true });

        await client.ExpectClosedAsync();
        Assert.Contains(_broker.Logs.All, line => line.Contains("no policy is attached", StringComparison.Ordinal));
    }
}
