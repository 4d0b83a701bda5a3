using System.Diagnostics;
using System.Net.Sockets;
using Hatchery.Core.Certificates;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Tests.Broker.Connections;

public sealed class MqttConnectionTests : IAsyncLifetime
{
    readonly ManualTime _time = new();
    TestBroker _broker = null!;
    CertificateId _device;

    public async ValueTask InitializeAsync()
    {
        _broker = await TestBroker.StartAsync(time: _time);
        _device = await _broker.AddCertificateAsync();
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task A_client_that_says_nothing_for_one_and_a_half_keep_alives_is_disconnected()
    {
        using var client = await _broker.ConnectAsync(_device, "c", MqttProtocolVersion.V500);

        _time.Advance(TimeSpan.FromSeconds(89));
        await client.ExpectSilenceAsync();
        _time.Advance(TimeSpan.FromSeconds(89));
        await client.ExpectSilenceAsync();
        _time.Advance(TimeSpan.FromSeconds(91));

        await client.ExpectDisconnectAsync(MqttDisconnectReasonCode.KeepAliveTimeout);
    }

    [Fact]
    public async Task Half_a_packet_is_not_a_sign_of_life()
    {
        using var client = await _broker.ConnectAsync(_device, "c");
        _time.Advance(TimeSpan.FromSeconds(80));
        await client.SendBytesAsync(new byte[] { 0x30, 0x20, 0x00 });
        await TestBroker.PauseAsync(50);

        _time.Advance(TimeSpan.FromSeconds(11));

        await client.ExpectClosedAsync();
    }

    [Fact]
    public async Task Connections_that_never_say_CONNECT_are_closed_after_10_seconds_and_others_are_served()
    {
        var silent = new List<TestClient>();
        for (var i = 0; i < 300; i++) silent.Add(await _broker.OpenAsync(_device));
        await silent[0].SendBytesAsync(new byte[] { 0x10, 0x20 });
        using (var honest = await _broker.ConnectAsync(_device, "honest")) await honest.ExpectSilenceAsync();

        _time.Advance(TimeSpan.FromSeconds(9));
        await TestBroker.PauseAsync(50);
        _time.Advance(TimeSpan.FromSeconds(2));

        foreach (var client in silent)
        {
            await client.ExpectClosedAsync();
            client.Dispose();
        }
    }

    [Fact]
    public async Task Random_bytes_end_one_connection_and_nothing_else()
    {
        using var witness = await _broker.ConnectAsync(_device, "witness");
        var random = new Random(1);
        for (var i = 0; i < 40; i++)
        {
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            using var before = await _broker.OpenAsync(_device);
            await before.SendBytesAsync(bytes);
            using var after = await _broker.ConnectAsync(_device, "after", MqttProtocolVersion.V500);
            await after.SendBytesAsync(bytes);
        }

        await witness.ExpectSilenceAsync();
        Assert.DoesNotContain(_broker.Logs.All, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_will_is_sent_when_the_connection_is_lost_or_taken_over_but_not_after_a_DISCONNECT()
    {
        using var watcher = await _broker.ConnectAsync(_device, "w");
        await watcher.SubscribeAsync("wills/+", 1);

        var lost = await WithWillAsync("lost");
        lost.Abort();
        Assert.Equal(MqttQualityOfServiceLevel.AtLeastOnce, (await watcher.ExpectMessageAsync("lost")).QualityOfServiceLevel);

        using var first = await WithWillAsync("taken");
        using var second = await _broker.ConnectAsync(_device, "taken");
        await watcher.ExpectMessageAsync("taken");

        using var polite = await WithWillAsync("polite");
        await polite.SendAsync(new MqttDisconnectPacket());
        await polite.ExpectClosedAsync();
        await watcher.AcknowledgeAsync(new MqttPublishPacket { PacketIdentifier = 1 });
        await watcher.ExpectSilenceAsync();
    }

    [Fact]
    public async Task The_will_is_sent_on_a_keep_alive_timeout_and_after_DISCONNECT_with_will()
    {
        var stayer = await _broker.AddCertificateAsync();
        using var asked = await WithWillAsync("asked", MqttProtocolVersion.V500);
        using var silent = await WithWillAsync("silent");
        _time.Advance(TimeSpan.FromSeconds(60));
        using var watcher = await _broker.ConnectAsync(stayer, "w");
        await watcher.SubscribeAsync("wills/+");

        await asked.SendAsync(new MqttDisconnectPacket { ReasonCode = MqttDisconnectReasonCode.DisconnectWithWillMessage });
        await watcher.ExpectMessageAsync("asked");
        _time.Advance(TimeSpan.FromSeconds(31));
        await watcher.ExpectMessageAsync("silent");
    }

    [Fact]
    public async Task A_subscriber_that_does_not_read_costs_a_bounded_queue_and_the_publisher_goes_on()
    {
        using var slow = await _broker.ConnectAsync(_device, "slow");
        await slow.SubscribeAsync("a");
        using var quick = await _broker.ConnectAsync(_device, "quick");
        await quick.SubscribeAsync("b");
        using var publisher = await _broker.ConnectAsync(_device, "p");

        var payload = new string('x', 64 * 1024);
        for (var i = 0; i < 400; i++) await publisher.PublishAsync("a", payload, 1);
        await publisher.PublishAsync("b", "through", 1);

        await quick.ExpectMessageAsync("through");
        Assert.Contains(_broker.Logs.All, line => line.Contains("queue of client slow is full", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_floods_without_reading_is_not_read_any_more()
    {
        using var client = await _broker.OpenAsync(_device, receiveBufferBytes: 4 * 1024);
        await client.ConnectAsync("flood");
        var pings = new byte[64 * 1024];
        for (var i = 0; i < pings.Length; i += 2) pings[i] = 0xC0;
        var sent = 0;
        async Task FloodAsync()
        {
            for (; sent < 1_024; sent++) await client.SendBytesAsync(pings);
        }

        var sending = FloodAsync();
        for (var before = -1; before != Volatile.Read(ref sent);)
        {
            before = Volatile.Read(ref sent);
            await TestBroker.PauseAsync(400);
        }

        Assert.False(sending.IsCompleted);

        // More than once: on a busy machine a last packet may be read after the clock was moved.
        for (var i = 0; i < 10 && !sending.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(91));
            await TestBroker.PauseAsync(200);
        }

        await Assert.ThrowsAnyAsync<SocketException>(() => sending.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Clients_that_fight_for_client_ids_leave_nothing_behind()
    {
        async Task FightAsync(int fighter)
        {
            for (var round = 0; round < 10; round++)
            {
                using var client = await _broker.OpenAsync(_device, fighter % 2 == 0 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500);
                try
                {
                    await client.SendAsync(new MqttConnectPacket { ClientId = $"c{(fighter + round) % 3}", CleanSession = round % 2 == 0, KeepAlivePeriod = 60 });
                    if (await client.ReceiveAsync() is not MqttConnAckPacket) continue;
                    await client.SendAsync(new MqttSubscribePacket { PacketIdentifier = 1, TopicFilters = [TestClient.Filter("f/#", 1)] });
                    await client.SendAsync(TestClient.Message($"f/{round}", "x", 1, id: 2));
                    await client.ReceiveAsync();
                }
                catch (SocketException)
                {
                    // Another has taken the client id over meanwhile.
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(FightAsync));

        await TestBroker.WaitUntilAsync(() => _broker.Gateway.Connections.IsEmpty);
        Assert.DoesNotContain(_broker.Logs.All, line => line.StartsWith("Error", StringComparison.Ordinal));
        _time.Advance(TimeSpan.FromHours(2));
        using var last = await _broker.OpenAsync(_device);
        Assert.False((await last.ConnectAsync("c0", clean: false)).IsSessionPresent);
    }

    [Fact]
    public async Task Stopping_takes_leave_of_everyone_within_5_seconds_and_turns_new_ones_away()
    {
        using var v5 = await _broker.ConnectAsync(_device, "v5", MqttProtocolVersion.V500);
        using var v3 = await _broker.ConnectAsync(_device, "v3");
        using var unsaid = await _broker.OpenAsync(_device);
        var watch = Stopwatch.StartNew();

        await _broker.Gateway.StopAsync();

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
        await v5.ExpectDisconnectAsync(MqttDisconnectReasonCode.ServerShuttingDown);
        await v3.ExpectClosedAsync();
        await unsaid.ExpectClosedAsync();
        using var late = await _broker.OpenAsync(_device);
        await late.ExpectClosedAsync();
    }

    [Fact]
    public async Task The_rest_of_the_server_may_publish_and_disconnect()
    {
        using var client = await _broker.ConnectAsync(_device, "c", MqttProtocolVersion.V500);
        await client.SubscribeAsync("$aws/events/thing/#");

        _broker.Gateway.Publish(new("$aws/events/thing/t/created", "event"u8.ToArray()));
        await client.ExpectMessageAsync("event");

        Assert.True(_broker.Gateway.IsConnected("c"));
        Assert.True(_broker.Gateway.Disconnect("c"));
        await client.ExpectDisconnectAsync(MqttDisconnectReasonCode.AdministrativeAction);
        await TestBroker.WaitUntilAsync(() => !_broker.Gateway.IsConnected("c"));
        Assert.False(_broker.Gateway.Disconnect("c"));
    }

    async Task<TestClient> WithWillAsync(string clientId, MqttProtocolVersion version = MqttProtocolVersion.V311)
    {
        var client = await _broker.OpenAsync(_device, version);
        await client.SendAsync(new MqttConnectPacket
        {
            ClientId = clientId,
            CleanSession = true,
            KeepAlivePeriod = 60,
            WillFlag = true,
            WillTopic = "wills/" + clientId,
            WillMessage = System.Text.Encoding.UTF8.GetBytes(clientId),
            WillQoS = MqttQualityOfServiceLevel.AtLeastOnce,
        });
        await client.ExpectAsync<MqttConnAckPacket>();
        return client;
    }
}
