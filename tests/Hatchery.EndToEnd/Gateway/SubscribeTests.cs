namespace Hatchery.EndToEnd.Gateway;

/// <summary>SUBSCRIBE and UNSUBSCRIBE, byte by byte.</summary>
[Collection(GatewayTests.Name)]
public sealed class SubscribeTests
{
    const byte NoLocal = 4;
    const byte RetainAsPublished = 8;

    readonly GatewayFixture _fixture;

    public SubscribeTests(GatewayFixture fixture)
    {
        fixture.Require();
        _fixture = fixture;
    }

    [Fact]
    public async Task Eight_filters_are_taken_at_once_and_the_ninth_ends_the_connection()
    {
        var filters = Enumerable.Range(0, 9).Select(i => $"filter/{i}").ToArray();
        await using var v311 = await ConnectAsync(4);
        Assert.Equal(new byte[8], (await v311.SubscribeAsync(0, filters[..8])).Body[2..]);
        Assert.Equal(RawPacket.End, await v311.SubscribeAsync(0, filters));
        await using var v5 = await ConnectAsync(5);
        Assert.Equal(new byte[8], (await v5.SubscribeAsync(0, filters[..8])).Body[3..]);
        Assert.Equal((RawDevice.Disconnect, (byte)0x97), ConnectTests.Code(await v5.SubscribeAsync(0, filters)));
    }

    [Theory]
    [InlineData(4, 0x80)]
    [InlineData(5, 0x97)]
    public async Task Fifty_subscriptions_are_taken_and_the_next_fails(byte level, byte code)
    {
        await using var device = await ConnectAsync(level);
        for (var i = 0; i < 50; i++) Assert.Equal(1, (await device.SubscribeAsync(1, $"many/{i}")).Body[^1]);
        Assert.Equal(code, (await device.SubscribeAsync(1, "many/50")).Body[^1]);
        Assert.Equal(0, (await device.SubscribeAsync(0, "many/49")).Body[^1]);
    }

    [Theory]
    [InlineData("sensor/#", "sensor", false)]
    [InlineData("sensor/#", "sensor/", true)]
    [InlineData("sensor/#", "sensor/a/b", true)]
    [InlineData("sensor/+", "sensor/a", true)]
    [InlineData("sensor/+", "sensor/a/b", false)]
    [InlineData("+/+", "/a", true)]
    [InlineData("#", "sensor", true)]
    public async Task A_filter_matches_as_at_AWS(string filter, string topic, bool matches)
    {
        await using var device = await ConnectAsync(4);
        await device.SubscribeAsync(0, filter);
        await device.PublishLightlyAsync(topic, "x");
        if (matches) Assert.Equal(topic, (await device.ExpectPublishAsync("x")).Topic);
        await device.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Overlapping_filters_deliver_one_copy(byte level)
    {
        await using var device = await ConnectAsync(level);
        await device.SubscribeAsync(0, "overlap/#", "overlap/a");
        await device.SubscribeAsync(1, "overlap/+");
        await using var publisher = await ConnectAsync(4);
        await publisher.PublishAsync("overlap/a", "x");
        Assert.Equal(1, (await device.ExpectPublishAsync("x")).QualityOfService);
        await device.ExpectNothingAsync();
    }

    [Theory]
    [InlineData("a/#/b", 0x8F)]
    [InlineData("a+", 0x8F)]
    [InlineData("", 0x8F)]
    [InlineData("a/a/a/a/a/a/a/a/a", 0x8F)]
    [InlineData("$share/group/a", 0x9E)]
    public async Task A_filter_that_can_t_be_served_fails(string filter, byte code)
    {
        await using var v5 = await ConnectAsync(5);
        Assert.Equal((RawDevice.SubAck, code), Last(await v5.SubscribeAsync(0, filter)));
        await using var v311 = await ConnectAsync(4);
        Assert.Equal(RawPacket.End, await v311.SubscribeAsync(0, filter));
    }

    [Fact]
    public async Task Subscription_identifiers_and_QoS_2_end_the_connection()
    {
        await using var identified = await ConnectAsync(5);
        Assert.Equal((RawDevice.Disconnect, (byte)0xA1), ConnectTests.Code(await identified.SubscribeAsync([11, 1], 0, "a")));
        await using var twice = await ConnectAsync(5);
        Assert.Equal((RawDevice.Disconnect, (byte)0x9B), ConnectTests.Code(await twice.SubscribeAsync(2, "a")));
        await using var old = await ConnectAsync(4);
        Assert.Equal(RawPacket.End, await old.SubscribeAsync(2, "a"));
    }

    [Fact]
    public async Task The_options_of_MQTT_5_hold()
    {
        await using var device = await ConnectAsync(5);
        await using var other = await ConnectAsync(5);
        await device.SubscribeAsync(NoLocal | RetainAsPublished, "options");
        await device.PublishLightlyAsync("options", "own");
        await device.ExpectNothingAsync();
        await other.PublishAsync("options", "kept", retain: true);
        Assert.True((await device.ExpectPublishAsync("kept")).IsRetained);

        await other.SubscribeAsync(0x20, "options"); // never
        await other.ExpectNothingAsync();
        await other.SubscribeAsync(0x10, "options"); // not new
        await other.ExpectNothingAsync();
        await other.SubscribeAsync(0x00, "options"); // always
        await other.ExpectPublishAsync("kept");
        await other.PublishAsync("options", "", retain: true);
    }

    [Fact]
    public async Task Unsubscribing_tells_MQTT_5_what_there_was()
    {
        await using var v5 = await ConnectAsync(5);
        await v5.SubscribeAsync(0, "there");
        Assert.Equal([0x00, 0x11], (await v5.UnsubscribeAsync("there", "not/there")).Body[3..]);
        await v5.PublishLightlyAsync("there", "x");
        await v5.ExpectNothingAsync();
        await using var v311 = await ConnectAsync(4);
        Assert.Equal(2, (await v311.UnsubscribeAsync("not/there")).Body.Length);
    }

    [Theory]
    [InlineData("$aws/events/#")]
    [InlineData("$aws/certificates/create/json/accepted")]
    [InlineData("$aws/provisioning-templates/any/provision/json/+")]
    public async Task Reserved_topics_may_be_subscribed(string filter)
    {
        await using var device = await ConnectAsync(4);
        Assert.Equal((RawDevice.SubAck, (byte)0), Last(await device.SubscribeAsync(0, filter)));
    }

    static (byte Header, byte Code) Last(RawPacket packet) => (packet.Header, packet.Body[^1]);

    Task<RawDevice> ConnectAsync(byte level) => RawDevice.ConnectAsync(_fixture.Server, _fixture.Any, level, $"s-{Guid.NewGuid()}");
}
