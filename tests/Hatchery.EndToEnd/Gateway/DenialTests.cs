using System.Diagnostics;

namespace Hatchery.EndToEnd.Gateway;

/// <summary>What a client that may not sees, and how soon a change of what it may is felt.</summary>
[Collection(GatewayTests.Name)]
public sealed class DenialTests
{
    const string Reason = ":Client is not authenticated/authorized to send the message:";

    readonly GatewayFixture _fixture;

    public DenialTests(GatewayFixture fixture)
    {
        fixture.Require();
        _fixture = fixture;
    }

    [Fact]
    public async Task MQTT_3_1_1_is_hung_up_on_without_a_word()
    {
        await using var connect = await RawDevice.OpenAsync(_fixture.Server, _fixture.Powerless, 4);
        Assert.Equal(RawPacket.End, await connect.ConnectAsync("powerless"));
        await using var qos1 = await ConnectAsync(4);
        Assert.Equal(RawPacket.End, await qos1.PublishAsync("no", "x"));
        await using var qos0 = await ConnectAsync(4);
        await qos0.PublishLightlyAsync("no", "x");
        Assert.Equal(RawPacket.End, await qos0.ReceiveAsync());
        await using var retain = await ConnectAsync(4);
        Assert.Equal(RawPacket.End, await retain.PublishAsync("ok/a", "x", retain: true));
        await using var mixed = await ConnectAsync(4);
        Assert.Equal(RawPacket.End, await mixed.SubscribeAsync(0, "ok/a", "no"));
    }

    [Fact]
    public async Task MQTT_5_is_told_and_keeps_its_session_but_for_QoS_0()
    {
        await using var device = await ConnectAsync(5);
        var publish = await device.PublishAsync("no", "x");
        Assert.Equal((RawDevice.PubAck, 0x87, true), (publish.Header, publish.Body[2], publish.Has("PUBACK" + Reason)));
        var retain = await device.PublishAsync("ok/a", "x", retain: true);
        Assert.Equal((RawDevice.PubAck, 0x87), (retain.Header, retain.Body[2]));
        var subscribe = await device.SubscribeAsync(0, "ok/a", "no", "ok/b");
        Assert.Equal([0, 0x87, 0], subscribe.Body[^3..]);
        Assert.True(subscribe.Has("SUBACK" + Reason));
        await device.PublishLightlyAsync("ok/b", "still here");
        await device.ExpectPublishAsync("still here");
        await device.PublishLightlyAsync("no", "x");
        var end = await device.ReceiveAsync();
        Assert.Equal((RawDevice.Disconnect, (byte)0x87), ConnectTests.Code(end));
        Assert.True(end.Has("DISCONNECT" + Reason));
        Assert.Equal(RawPacket.End, await device.ReceiveAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task What_may_not_be_received_is_left_out_silently(byte level)
    {
        await using var device = await ConnectAsync(level);
        await device.SubscribeAsync(1, "deaf");
        Assert.Equal(RawDevice.PubAck, (await device.PublishAsync("deaf", "x")).Header);
        await device.ExpectNothingAsync();
    }

    [Fact]
    public async Task Policies_of_the_thing_and_of_its_groups_follow_what_an_operator_does()
    {
        var aws = _fixture.Aws;
        var certificate = await _fixture.AddCertificateAsync("thing-of-groups", $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"iot:Connect","Resource":"{{_fixture.Arn("client/${iot:Connection.Thing.ThingName}")}}","Condition":{"Bool":{"iot:Connection.Thing.IsAttached":["true"] } } },
              {"Effect":"Allow","Action":"iot:Publish","Resource":"{{_fixture.Arn("topic/${iot:Connection.Thing.ThingName}/*")}}"}]}
            """);
        await aws.RunAsync("iot", "create-thing", "--thing-name", "grouped");
        await using (var early = await RawDevice.OpenAsync(_fixture.Server, certificate, 5)) Assert.Equal(0x87, (await early.ConnectAsync("grouped")).Body[1]);
        await aws.RunAsync("iot", "attach-thing-principal", "--thing-name", "grouped", "--principal", certificate.Arn);
        await using (var wrong = await RawDevice.OpenAsync(_fixture.Server, certificate, 5)) Assert.Equal(0x87, (await wrong.ConnectAsync("Grouped")).Body[1]);

        await using var device = await RawDevice.ConnectAsync(_fixture.Server, certificate, 5, "grouped");
        await aws.RunAsync("iot", "create-thing-group", "--thing-group-name", "parent");
        await aws.RunAsync("iot", "create-thing-group", "--thing-group-name", "child", "--parent-group-name", "parent");
        await aws.RunAsync("iot", "create-policy", "--policy-name", "of-parent", "--policy-document", $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"iot:Publish","Resource":"{{_fixture.Arn("topic/of/parent")}}"},
              {"Effect":"Deny","Action":"iot:Publish","Resource":"{{_fixture.Arn("topic/grouped/denied")}}"}]}
            """);
        await aws.RunAsync("iot", "attach-policy", "--policy-name", "of-parent", "--target", _fixture.Arn("thinggroup/parent"));
        Assert.Equal((0x87, 0), (await CodeAsync("of/parent"), await CodeAsync("grouped/denied")));
        await aws.RunAsync("iot", "add-thing-to-thing-group", "--thing-group-name", "child", "--thing-name", "grouped");
        Assert.Equal((0, 0x87), (await CodeAsync("of/parent"), await CodeAsync("grouped/denied")));
        await aws.RunAsync("iot", "remove-thing-from-thing-group", "--thing-group-name", "child", "--thing-name", "grouped");
        Assert.Equal((0x87, 0), (await CodeAsync("of/parent"), await CodeAsync("grouped/denied")));
        await aws.RunAsync("iot", "add-thing-to-thing-group", "--thing-group-name", "child", "--thing-name", "grouped");
        Assert.Equal(0, await CodeAsync("of/parent"));
        await aws.RunAsync("iot", "delete-thing-group", "--thing-group-name", "child");
        Assert.Equal(0x87, await CodeAsync("of/parent"));
        await aws.RunAsync("iot", "detach-thing-principal", "--thing-name", "grouped", "--principal", certificate.Arn);
        Assert.Equal(0x87, await CodeAsync("grouped/a"));

        async Task<int> CodeAsync(string topic)
        {
            var answer = await device.PublishAsync(topic, "x");
            Assert.Equal(RawDevice.PubAck, answer.Header);
            return answer.Body.Length > 2 ? answer.Body[2] : 0;
        }
    }

    [Fact]
    public async Task A_deactivated_certificate_loses_its_session_before_aws_has_returned()
    {
        var certificate = await _fixture.AddCertificateAsync("deactivated", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""");
        await using var watcher = await RawDevice.ConnectAsync(_fixture.Server, _fixture.Any, 4, "watches-deactivated");
        await watcher.SubscribeAsync(0, "will/deactivated");
        await using var device = await RawDevice.ConnectAsync(_fixture.Server, certificate, 5, "deactivated", will: new Will("will/deactivated", "gone"));
        await _fixture.Aws.RunAsync("iot", "update-certificate", "--certificate-id", certificate.Id, "--new-status", "INACTIVE");
        var waited = Stopwatch.StartNew();
        Assert.Equal((RawDevice.Disconnect, (byte)0x87), ConnectTests.Code(await device.ReceiveAsync()));
        Assert.True(waited.Elapsed < TimeSpan.FromMilliseconds(100), $"{waited.Elapsed}");
        await watcher.ExpectPublishAsync("gone");
    }

    Task<RawDevice> ConnectAsync(byte level) => RawDevice.ConnectAsync(_fixture.Server, _fixture.Limited, level, $"d-{Guid.NewGuid()}");
}
