using Hatchery.Core.Certificates;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Tests.Broker.Packets;

public sealed class OnConnectTests : IAsyncLifetime
{
    TestBroker _broker = null!;
    CertificateId _device;

    public async ValueTask InitializeAsync()
    {
        _broker = await TestBroker.StartAsync();
        _device = await _broker.AddCertificateAsync();
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task A_connection_without_a_principal_is_closed_before_a_byte_is_read()
    {
        using var client = await _broker.OpenAsync(certificate: null);

        await client.ExpectClosedAsync();
    }

    [Fact]
    public async Task MQTT_5_is_told_what_the_server_offers()
    {
        using var client = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);

        var answer = await client.ConnectAsync("c1");

        Assert.False(answer.IsSessionPresent);
        Assert.Equal(100, answer.ReceiveMaximum);
        Assert.Equal(MqttQualityOfServiceLevel.AtLeastOnce, answer.MaximumQoS);
        Assert.True(answer.RetainAvailable);
        Assert.Equal(147_456u, answer.MaximumPacketSize);
        Assert.Equal(8, answer.TopicAliasMaximum);
        Assert.True(answer.WildcardSubscriptionAvailable);
        Assert.False(answer.SubscriptionIdentifiersAvailable);
        Assert.False(answer.SharedSubscriptionAvailable);
        Assert.Equal(60, answer.ServerKeepAlive);
    }

    [Theory]
    [InlineData(0, 1200)]
    [InlineData(1, 30)]
    [InlineData(29, 30)]
    [InlineData(30, 30)]
    [InlineData(1200, 1200)]
    [InlineData(1201, 1200)]
    public async Task The_keep_alive_is_clamped(ushort asked, ushort given)
    {
        using var client = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);

        await client.SendAsync(new MqttConnectPacket { ClientId = "c1", CleanSession = true, KeepAlivePeriod = asked });

        Assert.Equal(given, (await client.ExpectAsync<MqttConnAckPacket>()).ServerKeepAlive);
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(600u, 600u)]
    [InlineData(uint.MaxValue, 3600u)]
    public async Task The_session_expiry_is_clamped(uint asked, uint given)
    {
        using var client = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);

        Assert.Equal(given, (await client.ConnectAsync("c1", expiry: asked)).SessionExpiryInterval);
    }

    [Fact]
    public async Task MQTT_5_gets_a_client_id_when_it_has_none()
    {
        using var client = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);

        var answer = await client.ConnectAsync("");

        Assert.True(_broker.Gateway.IsConnected(answer.AssignedClientIdentifier));
    }

    [Fact]
    public async Task MQTT_3_1_1_may_have_no_client_id_when_its_session_is_clean()
    {
        using var client = await _broker.OpenAsync(_device);

        await client.ConnectAsync("");
    }

    [Fact]
    public async Task MQTT_3_1_1_needs_a_client_id_for_a_session_that_is_kept()
    {
        using var client = await _broker.OpenAsync(_device);

        await client.SendBytesAsync(Convert.FromHexString("100C00044D5154540400003C0000"));

        Assert.Equal(MqttConnectReturnCode.ConnectionRefusedIdentifierRejected, (await client.ExpectAsync<MqttConnAckPacket>()).ReturnCode);
        await client.ExpectClosedAsync();
    }

    [Theory]
    [InlineData(128, MqttConnectReasonCode.Success)]
    [InlineData(129, MqttConnectReasonCode.ClientIdentifierNotValid)]
    public async Task A_client_id_has_128_bytes_at_most(int bytes, MqttConnectReasonCode expected)
    {
        using var client = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);

        await client.SendAsync(new MqttConnectPacket { ClientId = new string('é', bytes / 2) + new string('a', bytes % 2), CleanSession = true });

        Assert.Equal(expected, (await client.ExpectAsync<MqttConnAckPacket>()).ReasonCode);
    }

    [Theory]
    [InlineData("$aws", MqttConnectReasonCode.ClientIdentifierNotValid)]
    [InlineData("a+b#c", MqttConnectReasonCode.Success)]
    public async Task Client_ids_that_begin_with_a_dollar_are_reserved(string id, MqttConnectReasonCode expected)
    {
        using var client = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);

        await client.SendAsync(new MqttConnectPacket { ClientId = id, CleanSession = true });

        Assert.Equal(expected, (await client.ExpectAsync<MqttConnAckPacket>()).ReasonCode);
    }

    [Fact]
    public async Task User_name_and_password_are_ignored()
    {
        using var client = await _broker.OpenAsync(_device);

        await client.SendAsync(new MqttConnectPacket { ClientId = "c1", CleanSession = true, Username = "?SDK=Python&Version=1.0", Password = [1, 2] });

        Assert.Equal(MqttConnectReturnCode.ConnectionAccepted, (await client.ExpectAsync<MqttConnAckPacket>()).ReturnCode);
    }

    [Theory]
    [InlineData("100E00064D51497364700302003C0000")] // MQIsdp, level 3
    [InlineData("100C00044D5154540602003C0000")] // MQTT, level 6
    public async Task Other_protocol_levels_are_refused(string connect)
    {
        using var client = await _broker.OpenAsync(_device);

        await client.SendBytesAsync(Convert.FromHexString(connect));

        Assert.Equal(MqttConnectReturnCode.ConnectionRefusedUnacceptableProtocolVersion, (await client.ExpectAsync<MqttConnAckPacket>()).ReturnCode);
        await client.ExpectClosedAsync();
    }

    [Theory]
    [InlineData("474554202F20485454502F312E310D0A")] // GET / HTTP/1.1
    [InlineData("C000")] // PINGREQ
    [InlineData("16030100")] // TLS
    [InlineData("300500016178")] // PUBLISH
    [InlineData("10FFFFFFFF7F")] // a length of five bytes
    [InlineData("10FFFFFF7F")] // 256 MiB announced
    [InlineData("100C00044D5154540403003C0000")] // the reserved flag
    [InlineData("10020001")] // cut short
    public async Task Anything_but_a_CONNECT_first_is_hung_up_on(string bytes)
    {
        using var client = await _broker.OpenAsync(_device);

        await client.SendBytesAsync(Convert.FromHexString(bytes));

        await client.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_second_CONNECT_ends_the_connection()
    {
        using var client = await _broker.ConnectAsync(_device, "c1", MqttProtocolVersion.V500);

        await client.SendAsync(new MqttConnectPacket { ClientId = "c1", CleanSession = true });

        await client.ExpectDisconnectAsync(MqttDisconnectReasonCode.ProtocolError);
    }

    [Fact]
    public async Task A_will_of_QoS_2_refuses_the_CONNECT()
    {
        using var client = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);
        using var old = await _broker.OpenAsync(_device);
        var connect = new MqttConnectPacket { ClientId = "c1", CleanSession = true, WillFlag = true, WillTopic = "w", WillMessage = [1], WillQoS = MqttQualityOfServiceLevel.ExactlyOnce };

        await client.SendAsync(connect);
        await old.SendAsync(connect);

        Assert.Equal(MqttConnectReasonCode.QoSNotSupported, (await client.ExpectAsync<MqttConnAckPacket>()).ReasonCode);
        await client.ExpectClosedAsync();
        await old.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_new_connection_takes_the_client_id_over()
    {
        using var first = await _broker.ConnectAsync(_device, "c1", MqttProtocolVersion.V500);
        using var second = await _broker.ConnectAsync(_device, "c1");

        await first.ExpectDisconnectAsync(MqttDisconnectReasonCode.SessionTakenOver);
        await second.ExpectSilenceAsync();
        Assert.True(_broker.Gateway.IsConnected("c1"));
    }

    [Fact]
    public async Task A_certificate_that_is_not_active_is_refused_whatever_its_policies()
    {
        await _broker.SetStatusAsync(_device, CertificateStatus.Inactive);
        using var client = await _broker.OpenAsync(_device, MqttProtocolVersion.V500);

        await client.SendAsync(new MqttConnectPacket { ClientId = "c1", CleanSession = true });

        Assert.Equal(MqttConnectReasonCode.NotAuthorized, (await client.ExpectAsync<MqttConnAckPacket>()).ReasonCode);
        await client.ExpectClosedAsync();
    }
}
