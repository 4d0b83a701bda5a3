using Hatchery.EndToEnd.Gateway;

namespace Hatchery.EndToEnd.Causes;

/// <summary>What breaks MQTT or a limit of AWS's.</summary>
static class ProtocolCases
{
    const string Anything = CauseWorld.Anything;

    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("not-mqtt", "HTTP after TLS", NotMqttAsync),
        new("mqtt-version", "MQTT 3.1", ByCertificateAsync("-V", "mqttv31")),
        new("client-id-invalid", "beginning with $", ByCertificateAsync("-i", "$mine")),
        new("client-id-missing", "MQTT 3.1.1 with none", world => BadConnectAsync(world, (device, _) => device.ConnectAsync("", clean: false))),
        new("authentication-method", "MQTT 5 with SCRAM", world => BadConnectAsync(world, (device, id) => device.ConnectAsync(id, properties: [0x15, .. RawDevice.Text("SCRAM")]), level: 5)),
        new("will-qos-2", "a will of QoS 2", world => world.RefusedPubAsync(Anything, "--will-topic", "t", "--will-qos", "2")),
        new("will-topic-invalid", "a will with a wildcard", world => BadConnectAsync(world, (device, id) => device.ConnectAsync(id, will: new Will("t/#", "x")))),
        new("connect-timeout", "no CONNECT at all", ConnectTimeoutAsync),
        new("qos-2", "a PUBLISH of QoS 2", world => world.RefusedPubAsync(Anything, "-q", "2")),
        new("qos-2", "a SUBSCRIBE for QoS 2", world => world.RefusedSubAsync(Anything, "-q", "2", "-t", "t")),
        new("payload-too-large", "over 128 KB", PayloadTooLargeAsync),
        new("packet-too-large", "a CONNECT of 140,000 bytes", world => BadConnectAsync(world, async (device, _) =>
        {
            await SendAndLoseAsync(device, 0x10, new byte[140_000]);
            return RawPacket.End;
        })),
        new("malformed-packet", "a PUBLISH that ends in its topic", world => world.HungUpAsync(Anything, device => SendAndLoseAsync(device, 0x30, [0, 9, 1]))),
        new("topic-too-many-slashes", "in a PUBLISH", world => world.RefusedPubAsync(Anything, "-t", "1/2/3/4/5/6/7/8/9")),
        new("topic-too-many-slashes", "in a SUBSCRIBE", world => world.RefusedSubAsync(Anything, "-t", "1/2/3/4/5/6/7/8/9")),
        new("topic-too-long", "257 bytes", world => world.RefusedPubAsync(Anything, "-t", new string('t', 257))),
        new("topic-invalid", "a wildcard in a PUBLISH", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.PublishAsync("a/#", "x")))),
        new("filter-invalid", "a wildcard within a level", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.SubscribeAsync(0, "a/b+")))),
        new("no-filters", "an empty SUBSCRIBE", world => world.HungUpAsync(Anything, device => SendAndLoseAsync(device, 0x82, [0, 1]))),
        new("too-many-filters", "nine in one SUBSCRIBE", world => world.RefusedSubAsync(Anything, [.. Enumerable.Range(1, 9).SelectMany(i => new[] { "-t", $"f/{i}" })])),
        new("shared-subscriptions", "$share", world => world.RefusedSubAsync(Anything, "-t", "$share/a/b")),
        new("subscription-identifier", "MQTT 5 with one", world => world.HungUpAsync(Anything, async device => await device.SubscribeAsync([0x0B, 1], 0, "t"), level: 5)),
        new("topic-alias", "MQTT 5 with the ninth", world => world.HungUpAsync(Anything, async device => await device.PublishAsync("t", "x", properties: [0x23, 0, 9]), level: 5)),
        new("session-expiry-raised", "on DISCONNECT", world => world.HungUpAsync(Anything, device => SendAndLoseAsync(device, RawDevice.Disconnect, [0, 5, 0x11, 0, 0, 0, 10]), level: 5)),
        new("too-many-subscriptions", "the 51st", TooManySubscriptionsAsync),
        new("unexpected-packet", "a second CONNECT", world => world.HungUpAsync(Anything, async device => Assert.Equal(RawPacket.End, await device.ConnectAsync("again")))),
        new("reserved-topic", "an answer's topic", world => world.RefusedPubAsync(Anything, "-t", "$aws/certificates/create/json/accepted")),
        new("reserved-topic-retain", "a request that is to be retained", world => world.RefusedPubAsync(Anything, "-t", "$aws/certificates/create/json", "-r")),
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

    /// <summary>Refused before the client id counts for anything.</summary>
    static Func<CauseWorld, Task<Met>> ByCertificateAsync(params string[] options) => async world =>
    {
        var certificate = await world.CertificateAsync(Anything);
        var done = await world.MosquittoAsync("mosquitto_pub", certificate, ["-q", "1", "-t", "a", "-m", "x", .. options]);
        Assert.NotEqual(0, done.ExitCode);
        return new Met(certificate.Id);
    };

    static async Task<Met> BadConnectAsync(CauseWorld world, Func<RawDevice, string, Task<RawPacket>> connect, byte level = 4)
    {
        var certificate = await world.CertificateAsync(Anything);
        await using var device = await RawDevice.OpenAsync(world.Server, certificate, level);
        var answer = await connect(device, world.Name("bad"));
        Assert.True(answer == RawPacket.End || answer.Body[1] != 0, answer.ToString());
        return new Met(certificate.Id);
    }

    static async Task<Met> ConnectTimeoutAsync(CauseWorld world)
    {
        var certificate = await world.CertificateAsync(Anything);
        await using var device = await RawDevice.OpenAsync(world.Server, certificate, 4);
        await Task.Delay(TimeSpan.FromSeconds(11), TestContext.Current.CancellationToken);
        Assert.Equal(RawPacket.End, await device.ReceiveAsync());
        return new Met(certificate.Id);
    }

    static async Task<Met> PayloadTooLargeAsync(CauseWorld world)
    {
        var file = Path.Combine(world.Server.Folder, "too-large");
        await File.WriteAllBytesAsync(file, new byte[128 * 1024 + 1]);
        return await world.RefusedPubAsync(Anything, "-f", file);
    }

    static async Task SendAndLoseAsync(RawDevice device, byte header, byte[] body)
    {
        try
        {
            await device.SendAsync(header, body);
            while (await device.ReceiveAsync() != RawPacket.End)
            {
            }
        }
        catch (IOException)
        {
            // Closed before all of it was read.
        }
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
