namespace Hatchery.EndToEnd.Gateway;

/// <summary>CONNECT and CONNACK over real TLS, byte by byte. Levels: 4 is MQTT 3.1.1, 5 is MQTT 5.</summary>
[Collection(GatewayTests.Name)]
public sealed class ConnectTests
{
    const byte ServerKeepAlive = 19;

    readonly GatewayFixture _fixture;

    public ConnectTests(GatewayFixture fixture)
    {
        fixture.Require();
        _fixture = fixture;
    }

    [Theory]
    [InlineData(4, 128, null, 0)]
    [InlineData(4, 129, null, 2)]
    [InlineData(5, 128, null, 0)]
    [InlineData(5, 129, null, 0x85)]
    [InlineData(4, 0, "$id", 2)]
    [InlineData(5, 0, "$id", 0x85)]
    [InlineData(4, 0, "a+b#c/d", 0)]
    [InlineData(5, 0, "a+b#c/d", 0)]
    [InlineData(4, 0, "", 0)]
    [InlineData(5, 0, "", 0)]
    public async Task A_client_id_is_taken_or_refused(byte level, int length, string? id, byte code)
    {
        await using var device = await RawDevice.OpenAsync(_fixture.Server, _fixture.Any, level);
        var answer = await device.ConnectAsync(id ?? new string('i', length));
        Assert.Equal((RawDevice.ConnAck, code), (answer.Header, answer.Body[1]));
        if (code != 0) Assert.Equal(RawPacket.End, await device.ReceiveAsync());
        if (level == 5 && id?.Length == 0) Assert.True(answer.Has([18, 0, 36]), $"no Assigned Client Identifier: {answer}");
    }

    [Theory]
    [InlineData(0, 1200)]
    [InlineData(1, 30)]
    [InlineData(29, 30)]
    [InlineData(30, 30)]
    [InlineData(1200, 1200)]
    [InlineData(1201, 1200)]
    public async Task The_keep_alive_that_holds_is_told(ushort asked, ushort told)
    {
        await using var device = await RawDevice.OpenAsync(_fixture.Server, _fixture.Any, 5);
        var answer = await device.ConnectAsync("keep-alive", keepAlive: asked);
        Assert.True(answer.Has([ServerKeepAlive, .. RawDevice.Number(told)]), answer.ToString());
    }

    [Fact]
    public async Task A_refusal_offers_nothing_that_a_connection_would()
    {
        await using var device = await RawDevice.OpenAsync(_fixture.Server, _fixture.Powerless, 5);
        var answer = await device.ConnectAsync("refused");
        Assert.Equal(0x87, answer.Body[1]);
        Assert.Equal(31, answer.Body[3]); // the reason string is the first property, and its end is the packet's
        Assert.Equal(answer.Body.Length, 4 + 2 + answer.Body[5]);
        Assert.True(answer.Has("CONNACK:Client is not authenticated/authorized to send the message:"), answer.ToString());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task The_metrics_that_the_SDKs_send_as_user_name_are_no_credentials(byte level)
    {
        await using var device = await RawDevice.OpenAsync(_fixture.Server, _fixture.Any, level);
        Assert.Equal(0, (await device.ConnectAsync("sdk", userName: "?SDK=PythonV2&Version=1.22.0")).Body[1]);
    }

    [Theory]
    [InlineData("MQIsdp", 3)]
    [InlineData("MQTT", 6)]
    public async Task Other_protocol_levels_are_refused(string protocol, byte level)
    {
        await using var device = await RawDevice.OpenAsync(_fixture.Server, _fixture.Any, 4);
        Assert.Equal([0, 1], (await device.ConnectAsync("old", level: level, protocol: protocol)).Body);
        Assert.Equal(RawPacket.End, await device.ReceiveAsync());
    }

    [Fact]
    public async Task A_second_CONNECT_ends_the_connection()
    {
        await using var v311 = await RawDevice.ConnectAsync(_fixture.Server, _fixture.Any, 4, "twice-4");
        Assert.Equal(RawPacket.End, await v311.ConnectAsync("twice-4"));
        await using var v5 = await RawDevice.ConnectAsync(_fixture.Server, _fixture.Any, 5, "twice-5");
        Assert.Equal((RawDevice.Disconnect, (byte)0x82), Code(await v5.ConnectAsync("twice-5")));
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    [InlineData(5, 5)]
    public async Task A_client_id_is_taken_over_and_the_will_is_sent(byte old, byte taker)
    {
        await using var watcher = await RawDevice.ConnectAsync(_fixture.Server, _fixture.Any, 4, "watcher");
        await watcher.SubscribeAsync(0, "will/taken");
        await using var first = await RawDevice.ConnectAsync(_fixture.Server, _fixture.Any, old, "taken", will: new Will("will/taken", "gone"));
        await using var second = await RawDevice.ConnectAsync(_fixture.Server, _fixture.Any, taker, "taken");
        if (old == 5) Assert.Equal((RawDevice.Disconnect, (byte)0x8E), Code(await first.ReceiveAsync()));
        Assert.Equal(RawPacket.End, await first.ReceiveAsync());
        await watcher.ExpectPublishAsync("gone");
        await second.ExpectNothingAsync();
    }

    [Theory]
    [InlineData("ok/will", 2, false, 0x9B)]
    [InlineData("ok/will", 0, true, 0x87)] // no iot:RetainPublish
    [InlineData("no/will", 0, false, 0x87)]
    [InlineData("ok/+", 0, false, 0x90)]
    [InlineData("ok/will", 1, false, 0)]
    public async Task A_will_is_judged_by_CONNECT(string topic, int qos, bool retain, byte code)
    {
        await using var v5 = await RawDevice.OpenAsync(_fixture.Server, _fixture.Limited, 5);
        Assert.Equal(code, (await v5.ConnectAsync("will-5", will: new Will(topic, "x", qos, retain))).Body[1]);
        await using var v311 = await RawDevice.OpenAsync(_fixture.Server, _fixture.Limited, 4);
        var answer = await v311.ConnectAsync("will-4", will: new Will(topic, "x", qos, retain));
        Assert.Equal(code == 0 ? RawDevice.ConnAck : RawPacket.End.Header, answer.Header);
    }

    [Fact]
    public async Task A_hang_up_ends_TLS_too_so_that_no_client_reports_a_truncated_stream()
    {
        var denied = await MosquittoAsync("mosquitto_pub", _fixture.Powerless, "-t", "x", "-m", "x", "-q", "1", "-d");
        Assert.NotEqual(0, denied.ExitCode);
        Assert.DoesNotContain("unexpected eof", denied.Output + denied.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_SDKs_way_in_is_the_other_port_by_ALPN()
    {
        await using var device = await RawDevice.OpenAsync(_fixture.Server, _fixture.Any, 4, _fixture.Server.Info.HttpsPort, "x-amzn-mqtt-ca");
        Assert.Equal([0, 0], (await device.ConnectAsync("sdk-443", clean: false, keepAlive: 1200, userName: "?SDK=CPPv2")).Body);
    }

    Task<Harness.Command> MosquittoAsync(string program, TestCertificate certificate, params string[] arguments) =>
        MosquittoClientsTests.RunAsync(_fixture, program, certificate, arguments);

    internal static (byte Header, byte Code) Code(RawPacket packet) => (packet.Header, packet.Body.Length > 0 ? packet.Body[0] : (byte)0);
}
