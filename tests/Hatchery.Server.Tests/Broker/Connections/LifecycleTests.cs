using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Hatchery.Core.Certificates;
using Hatchery.Core.Things;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Sessions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Tests.Broker.Connections;

/// <summary>What a subscriber to <c>$aws/events</c> hears of clients, one case for each reason to go.</summary>
public sealed class LifecycleTests : IAsyncLifetime
{
    readonly ManualTime _time = new();
    TestBroker _broker = null!;
    CertificateId _device;
    TestClient _watcher = null!;

    public async ValueTask InitializeAsync()
    {
        _broker = await TestBroker.StartAsync(time: _time, reserved: topic => topic == "$aws/broken" ? throw new InvalidOperationException("broken") : null);
        _device = await _broker.AddCertificateAsync();
        _watcher = await WatchAsync(await _broker.AddCertificateAsync(), "$aws/events/#");
    }

    public async ValueTask DisposeAsync()
    {
        _watcher.Dispose();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task A_client_comes_and_takes_leave()
    {
        using var client = await _broker.ConnectAsync(_device, "c");
        var came = await ExpectAsync("presence/connected/c");
        Assert.Equal(["clientId", "timestamp", "eventType", "sessionIdentifier", "principalIdentifier", "ipAddress", "versionNumber"], Members(came));
        Assert.Equal("c", came.GetProperty("clientId").GetString());
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds(), came.GetProperty("timestamp").GetInt64());
        Assert.Equal("connected", came.GetProperty("eventType").GetString());
        Assert.True(came.GetProperty("sessionIdentifier").TryGetGuid(out _));
        Assert.Equal(_device.Value, came.GetProperty("principalIdentifier").GetString());
        Assert.Equal("127.0.0.1", came.GetProperty("ipAddress").GetString());
        Assert.Equal(0, came.GetProperty("versionNumber").GetInt64());

        await client.SendAsync(new MqttDisconnectPacket());
        var went = await ExpectAsync("presence/disconnected/c");
        Assert.Equal(["clientId", "timestamp", "eventType", "clientInitiatedDisconnect", "disconnectReason", "sessionIdentifier", "principalIdentifier", "versionNumber"], Members(went));
        Assert.Equal("CLIENT_INITIATED_DISCONNECT", went.GetProperty("disconnectReason").GetString());
        Assert.True(went.GetProperty("clientInitiatedDisconnect").GetBoolean());
        Assert.Equal(came.GetProperty("sessionIdentifier").GetString(), went.GetProperty("sessionIdentifier").GetString());
        Assert.Equal(0, went.GetProperty("versionNumber").GetInt64());
    }

    [Fact]
    public Task A_connection_is_lost() => GoesAsync("CONNECTION_LOST", client =>
    {
        client.Abort();
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_client_falls_silent() => GoesAsync("MQTT_KEEP_ALIVE_TIMEOUT", _ =>
    {
        _time.Advance(TimeSpan.FromSeconds(91));
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_client_connects_twice_on_one_connection() =>
        GoesAsync("CLIENT_ERROR", client => client.SendAsync(new MqttConnectPacket { ClientId = "c", CleanSession = true }));

    [Fact]
    public Task A_client_sends_too_much() =>
        GoesAsync("CLIENT_ERROR", client => client.SendBytesAsync(new byte[] { 0x30, 0xFF, 0xFF, 0x7F }));

    [Fact]
    public Task A_client_asks_for_QoS_2() =>
        GoesAsync("CLIENT_ERROR", client => client.SendAsync(TestClient.Message("t", "x", qos: 2, id: 1)));

    [Fact]
    public Task The_rest_of_the_server_disconnects_it() => GoesAsync("API_INITIATED_DISCONNECT", _ =>
    {
        Assert.True(_broker.Gateway.Disconnect("c"));
        return Task.CompletedTask;
    });

    [Fact]
    public Task Its_certificate_is_revoked() =>
        GoesAsync("FORBIDDEN_ACCESS", _ => _broker.SetStatusAsync(_device, CertificateStatus.Revoked));

    [Fact]
    public Task The_server_fails() =>
        GoesAsync("SERVER_ERROR", client => client.SendAsync(TestClient.Message("$aws/broken", "x")));

    [Fact]
    public async Task The_server_stops()
    {
        using var client = await _broker.ConnectAsync(_device, "c");
        var connection = _broker.Gateway.Sessions.ConnectionOf("c")!;
        var kept = new Session("kept", _device, MqttProtocolVersion.V311, _broker.Gateway.Router, _time, _broker.Logs);
        kept.Subscribe(new Subscription(kept, "$aws/events/presence/disconnected/c", 1, false, false));

        // No connection is left to hear of it, but a session that outlives its own is.
        await _broker.Gateway.DisposeAsync();
        kept.Attach(connection, window: 1);
        Assert.True(kept.TryNext(connection, out var publish));
        var went = JsonDocument.Parse(publish.Delivery.Message.Payload).RootElement;
        Assert.Equal("SERVER_INITIATED_DISCONNECT", went.GetProperty("disconnectReason").GetString());
        Assert.False(went.GetProperty("clientInitiatedDisconnect").GetBoolean());
    }

    [Fact]
    public async Task A_client_does_what_it_may_not()
    {
        var limited = await _broker.AddCertificateAsync(TestBroker.Policy(TestBroker.Allow("Connect", "client/*")));
        using var client = await _broker.ConnectAsync(limited, "c");
        await ExpectAsync("presence/connected/c");
        await client.SendAsync(TestClient.Message("t", "x"));
        Assert.Equal("AUTH_ERROR", (await ExpectAsync("presence/disconnected/c")).GetProperty("disconnectReason").GetString());
    }

    [Fact]
    public async Task Another_connection_takes_the_client_id()
    {
        using var first = await _broker.ConnectAsync(_device, "c");
        await ExpectAsync("presence/connected/c");
        using var second = await _broker.ConnectAsync(_device, "c");

        // The order of the two is open, at AWS too; the numbers tell.
        JsonElement[] events = [await NextAsync(), await NextAsync()];
        var came = events.Single(e => e.GetProperty("eventType").GetString() == "connected");
        var went = events.Single(e => e.GetProperty("eventType").GetString() == "disconnected");
        Assert.Equal("DUPLICATE_CLIENTID", went.GetProperty("disconnectReason").GetString());
        Assert.False(went.GetProperty("clientInitiatedDisconnect").GetBoolean());
        Assert.Equal((1, 0), (came.GetProperty("versionNumber").GetInt64(), went.GetProperty("versionNumber").GetInt64()));
        Assert.NotEqual(came.GetProperty("sessionIdentifier").GetString(), went.GetProperty("sessionIdentifier").GetString());
        await second.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_client_that_may_not_connect(MqttProtocolVersion version)
    {
        var powerless = await _broker.AddCertificateAsync(TestBroker.Policy(TestBroker.Allow("Connect", "client/other")));
        using var client = await _broker.OpenAsync(powerless, version);
        await client.SendAsync(new MqttConnectPacket { ClientId = "c", CleanSession = true });
        var failed = await ExpectAsync("presence/connect_failed/c");
        Assert.Equal(["clientId", "timestamp", "eventType", "connectFailureReason", "sessionIdentifier", "principalIdentifier", "ipAddress"], Members(failed));
        Assert.Equal("AUTHORIZATION_FAILED", failed.GetProperty("connectFailureReason").GetString());
        Assert.Equal("127.0.0.1", failed.GetProperty("ipAddress").GetString());
        Assert.Equal(powerless.Value, failed.GetProperty("principalIdentifier").GetString());
        await _watcher.ExpectSilenceAsync();
    }

    [Fact]
    public async Task A_client_whose_will_is_not_allowed()
    {
        var limited = await _broker.AddCertificateAsync(TestBroker.Policy(TestBroker.Allow("Connect", "client/*")));
        using var client = await _broker.OpenAsync(limited);
        await client.SendAsync(new MqttConnectPacket { ClientId = "c", CleanSession = true, WillFlag = true, WillTopic = "will", WillMessage = "x"u8.ToArray() });
        await ExpectAsync("presence/connect_failed/c");
        await _watcher.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Subscriptions_that_were_granted_and_those_that_were_given_up()
    {
        var limited = await _broker.AddCertificateAsync(TestBroker.Policy(
            TestBroker.Allow("Connect", "client/*"), TestBroker.Allow("Subscribe", "topicfilter/ok/*")));
        using var client = await _broker.ConnectAsync(limited, "c", MqttProtocolVersion.V500);
        var session = (await ExpectAsync("presence/connected/c")).GetProperty("sessionIdentifier").GetString();

        await client.SendAsync(new MqttSubscribePacket { PacketIdentifier = 1, TopicFilters = [TestClient.Filter("ok/1"), TestClient.Filter("no"), TestClient.Filter("ok/#", 1)] });
        var subscribed = await ExpectAsync("subscriptions/subscribed/c");
        Assert.Equal(["clientId", "timestamp", "eventType", "sessionIdentifier", "principalIdentifier", "topics"], Members(subscribed));
        Assert.Equal(["ok/1", "ok/#"], subscribed.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()));
        Assert.Equal(session, subscribed.GetProperty("sessionIdentifier").GetString());

        await client.SendAsync(new MqttSubscribePacket { PacketIdentifier = 2, TopicFilters = [TestClient.Filter("no")] });
        await client.SendAsync(new MqttUnsubscribePacket { PacketIdentifier = 3, TopicFilters = ["ok/1", "never"] });
        Assert.Equal(["ok/1"], (await ExpectAsync("subscriptions/unsubscribed/c")).GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()));
        await client.SendAsync(new MqttUnsubscribePacket { PacketIdentifier = 4, TopicFilters = ["ok/1"] });
        await _watcher.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("a#b")]
    [InlineData("a+b")]
    public async Task Client_ids_with_a_wildcard_have_no_events(string clientId)
    {
        using (var client = await _broker.ConnectAsync(_device, clientId)) await client.SubscribeAsync("t");
        await _watcher.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData(ThingPrincipalType.ExclusiveThing, true)]
    [InlineData(ThingPrincipalType.NonExclusiveThing, false)]
    public async Task The_thing_is_named_when_it_is_attached_exclusively(ThingPrincipalType attachment, bool isNamed)
    {
        await _broker.TransactAsync(tx =>
        {
            tx.Things.Insert(new Thing(new ThingName("bulb"), "id", null, new Dictionary<string, string>(), 1, _time.GetUtcNow()));
            tx.Things.AttachPrincipal(new ThingName("bulb"), _device, attachment);
            return 0;
        });
        using var client = await _broker.ConnectAsync(_device, "bulb");
        await client.SubscribeAsync("t");
        await client.SendAsync(new MqttDisconnectPacket());
        for (var i = 0; i < 3; i++)
        {
            var happened = await NextAsync();
            Assert.Equal(isNamed ? "bulb" : null, happened.TryGetProperty("thingName", out var thing) ? thing.GetString() : null);
        }
    }

    [Fact]
    public async Task Numbers_grow_and_begin_again_after_an_hour_away()
    {
        List<long> numbers = [];
        foreach (var away in new[] { 0, 30, 61, 0 })
        {
            _time.Advance(TimeSpan.FromMinutes(away));
            if (away > 0) _watcher = await WatchAsync(await _broker.AddCertificateAsync(), "$aws/events/presence/connected/c");
            using var client = await _broker.ConnectAsync(_device, "c");
            JsonElement came;
            do came = await NextAsync(); while (came.GetProperty("eventType").GetString() != "connected");
            numbers.Add(came.GetProperty("versionNumber").GetInt64());
            await client.SendAsync(new MqttDisconnectPacket());
            await client.ExpectClosedAsync();
        }

        Assert.Equal([0, 1, 0, 1], numbers);
    }

    [Fact]
    public async Task A_filter_that_begins_with_a_wildcard_hears_nothing_of_it()
    {
        using var all = await WatchAsync(_device, "#");
        using var client = await _broker.ConnectAsync(_device, "c");
        await ExpectAsync("presence/connected/c");
        await all.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Who_may_not_receive_events_gets_none()
    {
        var deaf = await _broker.AddCertificateAsync(TestBroker.Policy(
            TestBroker.Allow("Connect", "client/*"), TestBroker.Allow("Subscribe", "topicfilter/*"), TestBroker.Allow("Receive", "topic/t")));
        using var listener = await WatchAsync(deaf, "$aws/events/#");
        using var client = await _broker.ConnectAsync(_device, "c");
        await ExpectAsync("presence/connected/c");
        await listener.ExpectSilenceAsync();
    }

    [Fact]
    public async Task An_event_comes_at_QoS_1_to_who_asked_for_it()
    {
        using var careful = await WatchAsync(_device, "$aws/events/presence/#", qos: 1);
        using var client = await _broker.ConnectAsync(_device, "c");
        Assert.Equal(MqttQualityOfServiceLevel.AtLeastOnce, (await careful.ExpectAsync<MqttPublishPacket>()).QualityOfServiceLevel);
    }

    [Fact]
    public async Task A_watcher_that_reads_nothing_holds_up_no_device()
    {
        using var stuck = await WatchAsync(_device, "$aws/events/#");
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 300; i++)
        {
            using var client = await _broker.ConnectAsync(_device, $"c{i}");
            await client.SendAsync(new MqttDisconnectPacket());
        }

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    /// <summary>Connects, and goes in some way that isn't the client's own leave.</summary>
    async Task GoesAsync(string reason, Func<TestClient, Task> go)
    {
        using var client = await _broker.ConnectAsync(_device, "c");
        await ExpectAsync("presence/connected/c");
        await go(client);
        var went = await ExpectAsync("presence/disconnected/c");
        Assert.Equal(reason, went.GetProperty("disconnectReason").GetString());
        Assert.False(went.GetProperty("clientInitiatedDisconnect").GetBoolean());
    }

    /// <summary>A subscriber that has no events of its own and need not ping.</summary>
    async Task<TestClient> WatchAsync(CertificateId certificate, string filter, int qos = 0)
    {
        var watcher = await _broker.OpenAsync(certificate);
        await watcher.SendAsync(new MqttConnectPacket { ClientId = $"watcher+{Guid.NewGuid()}", CleanSession = true, KeepAlivePeriod = 1200 });
        await watcher.ExpectAsync<MqttConnAckPacket>();
        Assert.Equal((MqttSubscribeReasonCode)qos, (await watcher.SubscribeAsync(filter, qos)).ReasonCodes[0]);
        return watcher;
    }

    async Task<JsonElement> ExpectAsync(string topic)
    {
        var publish = await _watcher.ExpectAsync<MqttPublishPacket>();
        Assert.Equal("$aws/events/" + topic, publish.Topic);
        return JsonDocument.Parse(publish.Payload.ToArray()).RootElement;
    }

    async Task<JsonElement> NextAsync() => JsonDocument.Parse((await _watcher.ExpectAsync<MqttPublishPacket>()).Payload.ToArray()).RootElement;

    static IEnumerable<string> Members(JsonElement json) => json.EnumerateObject().Select(member => member.Name);
}
