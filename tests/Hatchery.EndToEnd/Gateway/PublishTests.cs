namespace Hatchery.EndToEnd.Gateway;

/// <summary>PUBLISH, retained messages and the properties of MQTT 5, byte by byte.</summary>
[Collection(GatewayTests.Name)]
public sealed class PublishTests
{
    const byte MessageExpiry = 2;

    readonly GatewayFixture _fixture;

    public PublishTests(GatewayFixture fixture)
    {
        fixture.Require();
        _fixture = fixture;
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_payload_of_128_KiB_passes_and_a_byte_more_ends_the_connection(byte level)
    {
        await using var device = await ConnectAsync(level);
        Assert.Equal(RawDevice.PubAck, (await device.PublishAsync("big", new byte[128 * 1024])).Header);
        var refused = await device.PublishAsync("big", new byte[(128 * 1024) + 1]);
        Assert.Equal(level == 5 ? (RawDevice.Disconnect, (byte)0x95) : default, ConnectTests.Code(refused));
    }

    [Theory]
    [InlineData(256, 0, true)]
    [InlineData(257, 0, false)]
    [InlineData(0, 7, true)]
    [InlineData(0, 8, false)]
    public async Task A_topic_has_256_bytes_and_7_slashes_at_most(int bytes, int slashes, bool passes)
    {
        var topic = bytes > 0 ? new string('t', bytes) : "t" + string.Concat(Enumerable.Repeat("/t", slashes));
        await using var v5 = await ConnectAsync(5);
        var answer = await v5.PublishAsync(topic, "x");
        Assert.Equal((RawDevice.PubAck, passes ? 0 : 0x90), (answer.Header, answer.Body.Length > 2 ? answer.Body[2] : 0));
        await using var v311 = await ConnectAsync(4);
        Assert.Equal(passes ? RawDevice.PubAck : RawPacket.End.Header, (await v311.PublishAsync(topic, "x")).Header);
    }

    [Theory]
    [InlineData(0x34, "qos/2", 0x9B)]
    [InlineData(0x32, "wild/+", 0x90)]
    [InlineData(0x32, "wild/#", 0x90)]
    public async Task QoS_2_and_wildcards_end_the_connection(byte header, string topic, byte code)
    {
        await using var v5 = await ConnectAsync(5);
        Assert.Equal((RawDevice.Disconnect, code), ConnectTests.Code(await v5.AskAsync(header, [.. RawDevice.Text(topic), 0, 1, 0])));
        await using var v311 = await ConnectAsync(4);
        Assert.Equal(RawPacket.End, await v311.AskAsync(header, [.. RawDevice.Text(topic), 0, 1]));
    }

    [Fact]
    public async Task Eight_topic_aliases_may_be_set_and_no_ninth()
    {
        await using var device = await ConnectAsync(5);
        await device.SubscribeAsync(0, "alias/8");
        await device.PublishLightlyAsync("alias/8", "set", [35, 0, 8]);
        await device.ExpectPublishAsync("set");
        await device.PublishLightlyAsync("", "used", [35, 0, 8]);
        Assert.Equal("alias/8", (await device.ExpectPublishAsync("used")).Topic);
        await device.PublishLightlyAsync("alias/9", "x", [35, 0, 9]);
        Assert.Equal((RawDevice.Disconnect, (byte)0x94), ConnectTests.Code(await device.ReceiveAsync()));
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(1, 1)]
    [InlineData(604_801, 604_800)]
    public async Task The_message_expiry_is_handed_on(uint sent, uint received)
    {
        await using var device = await ConnectAsync(5);
        await device.SubscribeAsync(0, "expiry");
        await device.PublishLightlyAsync("expiry", "x", [MessageExpiry, .. RawDevice.Number32(sent)]);
        var got = await device.ExpectPublishAsync("x");
        Assert.Equal([MessageExpiry, .. RawDevice.Number32(received)], got.PropertiesOfPublish);
    }

    [Fact]
    public async Task The_other_properties_are_handed_on_as_they_came()
    {
        byte[][] properties = [[1, 1], [3, .. RawDevice.Text("text/plain")], [8, .. RawDevice.Text("reply/to")], [9, 0, 2, 7, 8], [38, .. RawDevice.Text("k"), .. RawDevice.Text("v")]];
        await using var v5 = await ConnectAsync(5);
        await using var v311 = await ConnectAsync(4);
        await v5.SubscribeAsync(0, "properties");
        await v311.SubscribeAsync(0, "properties");
        await v5.PublishLightlyAsync("properties", "x", [.. properties.SelectMany(p => p)]);
        var got = await v5.ExpectPublishAsync("x");
        Assert.All(properties, property => Assert.True(got.Has(property), $"{Convert.ToHexString(property)} is not in {got}"));
        Assert.Equal("x", (await v311.ReceiveAsync()).PayloadOf(4));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_retained_message_is_for_new_subscriptions_to_exactly_its_topic(byte level)
    {
        var topic = $"retained/{level}";
        await using var publisher = await ConnectAsync(level);
        await using var live = await ConnectAsync(level);
        await live.SubscribeAsync(0, topic);
        await publisher.PublishAsync(topic, "kept", retain: true);
        Assert.False((await live.ExpectPublishAsync("kept")).IsRetained);

        await using var later = await ConnectAsync(level);
        await later.SubscribeAsync(0, "retained/#", "+/" + level, "#");
        await later.ExpectNothingAsync();
        await later.SubscribeAsync(1, topic);
        var got = await later.ExpectPublishAsync("kept");
        Assert.Equal((true, 1), (got.IsRetained, got.QualityOfService));
        await later.AcknowledgeAsync(got);

        await publisher.PublishAsync(topic, "", retain: true);
        Assert.False((await live.ExpectPublishAsync("")).IsRetained);
        await using var last = await ConnectAsync(level);
        await last.SubscribeAsync(0, topic);
        await last.ExpectNothingAsync();
    }

    [Theory]
    [InlineData("$aws/certificates/create/json", true)]
    [InlineData("$aws/certificates/create/json/accepted", false)]
    [InlineData("$SYS/uptime", false)]
    public async Task Reserved_topics_take_no_retained_message_and_no_publish_they_have_no_use_for(string topic, bool retain)
    {
        await using var v5 = await ConnectAsync(5);
        Assert.Equal(0x87, (await v5.PublishAsync(topic, "{}", retain)).Body[2]);
        await using var v311 = await ConnectAsync(4);
        Assert.Equal(RawPacket.End, await v311.PublishAsync(topic, "{}", retain));
    }

    Task<RawDevice> ConnectAsync(byte level) => RawDevice.ConnectAsync(_fixture.Server, _fixture.Any, level, $"p-{Guid.NewGuid()}");
}
