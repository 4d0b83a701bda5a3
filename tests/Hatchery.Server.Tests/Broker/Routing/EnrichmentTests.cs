using System.Text;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Hatchery.Server.Tests.Broker.Routing;

/// <summary>What a thing type adds to its things' messages, as a subscriber sees it.</summary>
public sealed class EnrichmentTests : IAsyncLifetime
{
    static readonly ThingType Lamp = new(new ThingTypeName("lamp"), "id", null, [], DateTimeOffset.UnixEpoch)
    {
        PropagatingAttributes = [new("room", "room", null), new("floor", "floor", null), new("client", null, "iot:ClientId"), new("thing", null, "iot:Thing.ThingName")],
    };

    TestBroker _broker = null!;
    CertificateId _device;
    TestClient _subscriber = null!;

    public async ValueTask InitializeAsync()
    {
        _broker = await TestBroker.StartAsync();
        _device = await _broker.AddCertificateAsync();
        await _broker.TransactAsync(tx =>
        {
            tx.ThingTypes.Insert(Lamp);
            tx.Things.Insert(Bulb("hall"));
            tx.Things.AttachPrincipal(new ThingName("bulb"), _device, ThingPrincipalType.NonExclusiveThing);
            return 0;
        });
        _subscriber = await _broker.ConnectAsync(_device, "s", MqttProtocolVersion.V500);
        await _subscriber.SubscribeAsync("#");
    }

    public ValueTask DisposeAsync()
    {
        _subscriber.Dispose();
        return _broker.DisposeAsync();
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task Messages_get_the_values_that_the_thing_has(MqttProtocolVersion version)
    {
        using var device = await _broker.ConnectAsync(_device, "bulb", version);
        Assert.Equal(["room=hall", "client=bulb", "thing=bulb"], await PropertiesOf(device, "m"));
    }

    [Fact]
    public async Task The_publisher_s_own_properties_stay_and_come_first()
    {
        using var device = await _broker.ConnectAsync(_device, "bulb", MqttProtocolVersion.V500);
        var message = TestClient.Message("a", "m");
        message.UserProperties = [new MqttUserProperty("own", Encoding.UTF8.GetBytes("x").AsMemory())];
        await device.SendAsync(message);
        Assert.Equal(["own=x", "room=hall", "client=bulb", "thing=bulb"], Texts(await _subscriber.ExpectMessageAsync("m")));
    }

    [Fact]
    public async Task The_next_message_shows_a_change_of_thing_or_type()
    {
        using var device = await _broker.ConnectAsync(_device, "bulb");
        Assert.Equal(["room=hall", "client=bulb", "thing=bulb"], await PropertiesOf(device, "1"));

        await ChangeAsync(tx => tx.Things.Update(Bulb("attic")));
        Assert.Equal(["room=attic", "client=bulb", "thing=bulb"], await PropertiesOf(device, "2"));

        await ChangeAsync(tx => tx.ThingTypes.Update(Lamp with { PropagatingAttributes = [new("where", "room", null)] }));
        Assert.Equal(["where=attic"], await PropertiesOf(device, "3"));

        await ChangeAsync(tx => tx.ThingTypes.Update(Lamp with { PropagatingAttributes = [] }));
        Assert.Empty(await PropertiesOf(device, "4"));
    }

    [Fact]
    public async Task A_client_that_is_no_attached_thing_adds_nothing()
    {
        using var other = await _broker.ConnectAsync(_device, "other");
        Assert.Empty(await PropertiesOf(other, "m"));
    }

    static Thing Bulb(string room) =>
        new(new ThingName("bulb"), "id", Lamp.Name, new Dictionary<string, string> { ["room"] = room }, 1, DateTimeOffset.UnixEpoch);

    async Task<IEnumerable<string>> PropertiesOf(TestClient device, string payload)
    {
        await device.PublishAsync("a", payload);
        return Texts(await _subscriber.ExpectMessageAsync(payload));
    }

    static IEnumerable<string> Texts(MqttPublishPacket message) =>
        (message.UserProperties ?? []).Select(property => $"{property.Name}={property.ReadValueAsString()}");

    Task<int> ChangeAsync(Action<IRegistryTransaction> change) => _broker.TransactAsync(tx =>
    {
        change(tx);
        return 0;
    });
}
