namespace Hatchery.EndToEnd.Gateway;

/// <summary>Sessions that outlive a connection, and QoS 1 both ways.</summary>
[Collection(GatewayTests.Name)]
public sealed class SessionTests
{
    static readonly byte[] KeptForAMinute = [17, .. RawDevice.Number32(60)];

    readonly GatewayFixture _fixture;

    public SessionTests(GatewayFixture fixture)
    {
        fixture.Require();
        _fixture = fixture;
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_hundred_messages_are_under_way_and_all_come_again_after_a_reconnect(byte level)
    {
        await using var publisher = await RawDevice.ConnectAsync(_fixture.Server, _fixture.Any, 4, "window-publisher");
        var first = await KeepAsync(level, "window");
        await first.SubscribeAsync(1, "window");
        for (var i = 0; i < 102; i++) Assert.Equal(RawDevice.PubAck, (await publisher.PublishAsync("window", $"{i}")).Header);
        for (var i = 0; i < 100; i++) await first.ExpectPublishAsync($"{i}");
        await first.ExpectNothingAsync();
        first.Abort();

        await using var again = await KeepAsync(level, "window", isPresent: true);
        for (var i = 0; i < 102; i++)
        {
            var packet = await again.ExpectPublishAsync($"{i}");
            Assert.Equal(i < 100, packet.IsDuplicate);
            await again.AcknowledgeAsync(packet);
        }

        await again.ExpectNothingAsync();
        await (await RawDevice.ConnectAsync(_fixture.Server, _fixture.Any, level, "window")).DisposeAsync();
    }

    [Fact]
    public async Task Only_the_same_principal_at_the_same_level_resumes_and_a_clean_start_discards()
    {
        await LeaveAsync(await KeepAsync(4, "resume"));
        await LeaveAsync(await KeepAsync(4, "resume", isPresent: true));
        await LeaveAsync(await KeepAsync(5, "resume", isPresent: false));
        await LeaveAsync(await KeepAsync(5, "resume", isPresent: true));
        await LeaveAsync(await KeepAsync(5, "resume", isPresent: false, _fixture.Limited));
        await LeaveAsync(await RawDevice.ConnectAsync(_fixture.Server, _fixture.Limited, 5, "resume"));
        await LeaveAsync(await KeepAsync(5, "resume", isPresent: false, _fixture.Limited));
    }

    async Task<RawDevice> KeepAsync(byte level, string clientId, bool isPresent = false, TestCertificate? certificate = null)
    {
        var device = await RawDevice.OpenAsync(_fixture.Server, certificate ?? _fixture.Any, level);
        var answer = await device.ConnectAsync(clientId, clean: false, properties: level == 5 ? KeptForAMinute : null);
        Assert.Equal((isPresent ? 1 : 0, 0), (answer.Body[0], answer.Body[1]));
        return device;
    }

    static async Task LeaveAsync(RawDevice device)
    {
        await device.LeaveAsync();
        Assert.Equal(RawPacket.End, await device.ReceiveAsync());
        await device.DisposeAsync();
    }
}
