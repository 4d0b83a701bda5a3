using Hatchery.Core.Certificates;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Tests.Broker.Sessions;

public sealed class SessionTests : IAsyncLifetime
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

    [Theory]
    [InlineData(MqttProtocolVersion.V311, 0u)]
    [InlineData(MqttProtocolVersion.V500, 600u)]
    public async Task A_session_that_is_kept_keeps_its_subscriptions_and_QoS_1_messages(MqttProtocolVersion version, uint expiry)
    {
        await LeaveAsync(version, expiry);
        using var publisher = await _broker.ConnectAsync(_device, "p");
        await publisher.PublishAsync("a", "lost", 0);
        await publisher.PublishAsync("a", "kept", 1);

        using var again = await _broker.OpenAsync(_device, version);
        var answer = await again.ConnectAsync("s", clean: false, expiry);

        Assert.True(answer.IsSessionPresent);
        await again.ExpectMessageAsync("kept");
        await publisher.PublishAsync("a", "live", 0);
        await again.ExpectMessageAsync("live");
    }

    [Fact]
    public async Task An_unacknowledged_message_is_repeated_with_its_id_and_DUP()
    {
        using var publisher = await _broker.ConnectAsync(_device, "p");
        using var first = await _broker.ConnectAsync(_device, "s", clean: false);
        await first.SubscribeAsync("a", 1);
        await publisher.PublishAsync("a", "1", 1);
        await publisher.PublishAsync("a", "2", 1);
        await first.AcknowledgeAsync(await first.ExpectMessageAsync("1"));
        var unacknowledged = await first.ExpectMessageAsync("2");
        await first.ExpectSilenceAsync();

        using var second = await _broker.ConnectAsync(_device, "s", clean: false);

        var repeated = await second.ExpectMessageAsync("2");
        Assert.True(repeated.Dup);
        Assert.Equal(unacknowledged.PacketIdentifier, repeated.PacketIdentifier);
        await second.AcknowledgeAsync(repeated);
        await second.ExpectSilenceAsync();
    }

    [Fact]
    public async Task A_clean_session_discards_the_kept_one()
    {
        await LeaveAsync(MqttProtocolVersion.V311);

        using var clean = await _broker.OpenAsync(_device);
        Assert.False((await clean.ConnectAsync("s")).IsSessionPresent);
        await clean.PublishAsync("a", "x", 1);
        await clean.ExpectSilenceAsync();
        await clean.SendAsync(new MqttDisconnectPacket());
        await clean.ExpectClosedAsync();

        using var later = await _broker.OpenAsync(_device);
        Assert.False((await later.ConnectAsync("s", clean: false)).IsSessionPresent);
    }

    [Fact]
    public async Task Another_principal_or_another_protocol_level_gets_a_fresh_session()
    {
        var other = await _broker.AddCertificateAsync();
        await LeaveAsync(MqttProtocolVersion.V311);
        using var publisher = await _broker.ConnectAsync(_device, "p");
        await publisher.PublishAsync("a", "private", 1);

        using var stranger = await _broker.OpenAsync(other);
        Assert.False((await stranger.ConnectAsync("s", clean: false)).IsSessionPresent);
        await stranger.ExpectSilenceAsync();

        await LeaveAsync(MqttProtocolVersion.V311);
        using var v5 = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);
        Assert.False((await v5.ConnectAsync("s", clean: false, expiry: 600)).IsSessionPresent);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public async Task A_session_is_kept_for_an_hour(int minutes, bool present)
    {
        await LeaveAsync(MqttProtocolVersion.V311);

        _time.Advance(TimeSpan.FromMinutes(minutes));

        using var again = await _broker.OpenAsync(_device);
        Assert.Equal(present, (await again.ConnectAsync("s", clean: false)).IsSessionPresent);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(0u, false)]
    [InlineData(5u, true)]
    public async Task An_MQTT_5_DISCONNECT_may_change_how_long_the_session_is_kept(uint? seconds, bool present)
    {
        using var client = await _broker.ConnectAsync(_device, "s", MqttProtocolVersion.V500, expiry: 600);
        await client.SendBytesAsync(Convert.FromHexString(seconds is null ? "E000" : $"E007000511{seconds:X8}"));
        await client.ExpectClosedAsync();

        using var again = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);
        Assert.Equal(present, (await again.ConnectAsync("s", clean: false)).IsSessionPresent);
    }

    [Fact]
    public async Task A_session_of_no_duration_can_t_be_prolonged_on_DISCONNECT()
    {
        using var client = await _broker.ConnectAsync(_device, "s", MqttProtocolVersion.V500);

        await client.SendBytesAsync(Convert.FromHexString("E0070005110000000A"));

        await client.ExpectDisconnectAsync(MqttDisconnectReasonCode.ProtocolError);
    }

    [Fact]
    public async Task A_message_that_expires_while_it_waits_is_not_delivered()
    {
        await LeaveAsync(MqttProtocolVersion.V500, expiry: 600);
        using var publisher = await _broker.ConnectAsync(_device, "p", MqttProtocolVersion.V500);
        var brief = TestClient.Message("a", "brief", 1, id: 1);
        brief.MessageExpiryInterval = 10;
        await publisher.SendAsync(brief);
        await publisher.ExpectAsync<MqttPubAckPacket>();
        var longer = TestClient.Message("a", "longer", 1, id: 2);
        longer.MessageExpiryInterval = 100;
        await publisher.SendAsync(longer);
        await publisher.ExpectAsync<MqttPubAckPacket>();

        _time.Advance(TimeSpan.FromSeconds(40));

        using var again = await _broker.ConnectAsync(_device, "s", MqttProtocolVersion.V500, clean: false, expiry: 600);
        Assert.Equal(60u, (await again.ExpectMessageAsync("longer")).MessageExpiryInterval);
    }

    async Task LeaveAsync(MqttProtocolVersion version, uint expiry = 0)
    {
        using var client = await _broker.ConnectAsync(_device, "s", version, clean: false, expiry);
        await client.SubscribeAsync("a", 1);
        await client.SendAsync(new MqttDisconnectPacket());
        await client.ExpectClosedAsync();
    }
}
