using Hatchery.EndToEnd.Gateway;

namespace Hatchery.EndToEnd.Causes;

/// <summary>What breaks MQTT or a limit of AWS's.</summary>
static class ProtocolCases
{
    const string Anything = CauseWorld.Anything;

    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("not-mqtt", "HTTP after TLS", NotMqttAsync),
        new("mqtt-version", "MQTT 3.1", world => BadConnectAsync(world, (device, id) => device.ConnectAsync(id, level: 3, protocol: "MQIsdp"))),
        new("client-id-invalid", "beginning with $", world => BadConnectAsync(world, (device, _) => device.ConnectAsync("$mine"), "$mine")),
        new("client-id-missing", "MQTT 3.1.1 with none", world => BadConnectAsync(world, (device, _) => device.ConnectAsync("", clean: false))),
        new("will-qos-2", "a will of QoS 2", world => BadConnectAsync(world, (device, id) => device.ConnectAsync(id, will: new Will("t", "x", 2)))),
        new("will-topic-invalid", "a will with a wildcard", world => BadConnectAsync(world, (device, id) => device.ConnectAsync(id, will: new Will("t/#", "x")))),
        new("qos-2", "a PUBLISH of QoS 2", world => world.HungUpAsync(Anything, async device =>
        {
            await device.SendAsync(0x34, [.. RawDevice.Text("t"), 0, 1]);
            Assert.Equal(RawPacket.End, await device.ReceiveAsync());
        })),
        new("qos-2", "a SUBSCRIBE for QoS 2", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.SubscribeAsync(2, "t")))),
        new("payload-too-large", "over 128 KB", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.PublishAsync("t", new byte[128 * 1024 + 1])))),
        new("topic-too-many-slashes", "in a PUBLISH", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.PublishAsync("1/2/3/4/5/6/7/8/9", "x")))),
        new("topic-too-many-slashes", "in a SUBSCRIBE", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.SubscribeAsync(0, "1/2/3/4/5/6/7/8/9")))),
        new("topic-too-long", "257 bytes", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.PublishAsync(new string('t', 257), "x")))),
        new("topic-invalid", "a wildcard in a PUBLISH", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.PublishAsync("a/#", "x")))),
        new("filter-invalid", "a wildcard within a level", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.SubscribeAsync(0, "a/b+")))),
        new("too-many-filters", "nine in one SUBSCRIBE", world => world.HungUpAsync(Anything, async device =>
            Assert.Equal(RawPacket.End, await device.SubscribeAsync(0, [.. Enumerable.Range(1, 9).Select(i => $"f/{i}")])))),
        new("too-many-subscriptions", "the 51st", TooManySubscriptionsAsync),
        new("shared-subscriptions", "$share", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.SubscribeAsync(0, "$share/a/b")))),
        new("unexpected-packet", "a second CONNECT", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.ConnectAsync("again")))),
        new("reserved-topic", "an answer's topic", world => world.HungUpAsync(Anything, async device =>
            Assert.Equal(RawPacket.End, await device.PublishAsync("$aws/certificates/create/json/accepted", "{}")))),
        new("reserved-topic-retain", "a request that is to be retained", world => world.HungUpAsync(Anything, async device =>
            Assert.Equal(RawPacket.End, await device.PublishAsync("$aws/certificates/create/json", "{}", retain: true)))),
        new("client-id-kick-loop", "two devices with one client id", KickLoopAsync),
    ];

    static async Task<Met> NotMqttAsync(CauseWorld world)
    {
        var certificate = await world.CertificateAsync(Anything);
        await using var device = await RawDevice.OpenAsync(world.Server, certificate, 4);
        await device.SendAsync((byte)'G', "ET / HTTP/1.1\r\n\r\n"u8.ToArray());
        Assert.Equal(RawPacket.End, await device.ReceiveAsync());
        return new Met(certificate.Id);
    }

    static async Task<Met> BadConnectAsync(CauseWorld world, Func<RawDevice, string, Task<RawPacket>> connect, string? clientId = null)
    {
        var certificate = await world.CertificateAsync(Anything);
        await using var device = await RawDevice.OpenAsync(world.Server, certificate, 4);
        var answer = await connect(device, clientId ?? world.Name("bad"));
        Assert.True(answer == RawPacket.End || answer.Body[1] != 0, answer.ToString());
        return new Met(certificate.Id);
    }

    static Task<Met> TooManySubscriptionsAsync(CauseWorld world) => world.HungUpAsync(Anything, async device =>
    {
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(RawDevice.SubAck, (await device.SubscribeAsync(0, $"f/{i}")).Header);
        }

        Assert.Equal(0x80, (await device.SubscribeAsync(0, "f/50")).Body[^1]);
    });

    static async Task<Met> KickLoopAsync(CauseWorld world)
    {
        var (one, other) = (await world.CertificateAsync(Anything), await world.CertificateAsync(Anything));
        var clientId = world.Name("shared");
        var devices = new List<RawDevice>();
        for (var i = 0; i < 4; i++)
        {
            devices.Add(await RawDevice.ConnectAsync(world.Server, i % 2 == 0 ? one : other, 4, clientId));
        }

        foreach (var device in devices)
        {
            await device.DisposeAsync();
        }

        return new Met(clientId);
    }
}
