using System.Diagnostics;
using Hatchery.Core.Certificates;
using Hatchery.Core.Things;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using static Hatchery.Server.Tests.Broker.TestBroker;

namespace Hatchery.Server.Tests.Broker.Gates;

/// <summary>Changes of the registry act on live sessions.</summary>
public sealed class LiveChangeTests : IAsyncLifetime
{
    static readonly string AllowMost = Policy(Allow("*", "client/*"), Allow("*", "topicfilter/*"), Allow("*", "topic/*"));

    TestBroker _broker = null!;

    public async ValueTask InitializeAsync() => _broker = await StartAsync();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task A_new_policy_version_judges_the_next_PUBLISH()
    {
        var device = await _broker.AddCertificateAsync(AllowMost);
        using var client = await _broker.ConnectAsync(device, "c", MqttProtocolVersion.V500);
        Assert.Equal(MqttPubAckReasonCode.Success, (await client.PublishAsync("a", "x", 1))!.ReasonCode);

        await _broker.ChangePolicyAsync(device, Policy(Allow("*", "client/*"), Allow("*", "topic/*"), Deny("Publish", "topic/a")));
        Assert.Equal(MqttPubAckReasonCode.NotAuthorized, (await client.PublishAsync("a", "x", 1))!.ReasonCode);

        await _broker.ChangePolicyAsync(device, AllowMost);
        Assert.Equal(MqttPubAckReasonCode.Success, (await client.PublishAsync("a", "x", 1))!.ReasonCode);
    }

    [Fact]
    public async Task A_new_policy_version_judges_the_next_delivery()
    {
        var device = await _broker.AddCertificateAsync(AllowMost);
        var other = await _broker.AddCertificateAsync();
        using var subscriber = await _broker.ConnectAsync(device, "s");
        using var publisher = await _broker.ConnectAsync(other, "p");
        await subscriber.SubscribeAsync("a");
        await publisher.PublishAsync("a", "1", 1);
        await subscriber.ExpectMessageAsync("1");

        await _broker.ChangePolicyAsync(device, Policy(Allow("*", "client/*"), Allow("*", "topic/*"), Deny("Receive", "topic/a")));
        await publisher.PublishAsync("a", "2", 1);

        await subscriber.ExpectSilenceAsync();
    }

    [Fact]
    public async Task A_group_policy_governs_the_thing_that_joins_the_group()
    {
        var device = await _broker.AddCertificateAsync(Policy(Allow("Connect", "client/*")));
        var group = new ThingGroupName("group");
        var thing = new ThingName("thing-1");
        var now = DateTimeOffset.UtcNow;
        await _broker.TransactAsync(tx =>
        {
            tx.ThingGroups.Insert(new ThingGroup(group, Guid.NewGuid().ToString(), null, null, new Dictionary<string, string>(), 1, now));
            tx.Things.Insert(new Thing(thing, Guid.NewGuid().ToString(), null, new Dictionary<string, string>(), 1, now));
            var name = new Hatchery.Core.Policies.PolicyName("of-group");
            tx.Policies.Insert(name, AllowMost, now);
            return tx.Policies.Attach(name, Hatchery.Core.Policies.PolicyTarget.ThingGroup(group));
        });
        using var client = await _broker.ConnectAsync(device, "thing-1", MqttProtocolVersion.V500);
        Assert.Equal(MqttPubAckReasonCode.NotAuthorized, (await client.PublishAsync("a", "x", 1))!.ReasonCode);

        await _broker.TransactAsync(tx =>
        {
            tx.ThingGroups.AddThing(group, thing);
            return true;
        });
        Assert.Equal(MqttPubAckReasonCode.Success, (await client.PublishAsync("a", "x", 1))!.ReasonCode);

        await _broker.TransactAsync(tx => tx.ThingGroups.RemoveThing(group, thing));
        Assert.Equal(MqttPubAckReasonCode.NotAuthorized, (await client.PublishAsync("a", "x", 1))!.ReasonCode);
    }

    [Fact]
    public async Task A_thing_attached_exclusively_gives_its_new_attributes_to_a_client_of_another_name()
    {
        var device = await _broker.AddCertificateAsync(Policy(Allow("Connect", "client/*"), Allow("Publish", "topic/${iot:Connection.Thing.Attributes[site]}/x")));
        var thing = new Thing(new ThingName("thing-2"), Guid.NewGuid().ToString(), null, new Dictionary<string, string> { ["site"] = "berlin" }, 1, DateTimeOffset.UtcNow);
        await _broker.TransactAsync(tx =>
        {
            tx.Things.Insert(thing);
            tx.Things.AttachPrincipal(thing.Name, device, ThingPrincipalType.ExclusiveThing);
            return true;
        });
        using var client = await _broker.ConnectAsync(device, "other-name", MqttProtocolVersion.V500);
        Assert.Equal(MqttPubAckReasonCode.Success, (await client.PublishAsync("berlin/x", "x", 1))!.ReasonCode);

        await _broker.TransactAsync(tx =>
        {
            tx.Things.Update(thing with { Attributes = new Dictionary<string, string> { ["site"] = "paris" }, Version = 2 });
            return true;
        });

        Assert.Equal(MqttPubAckReasonCode.NotAuthorized, (await client.PublishAsync("berlin/x", "x", 1))!.ReasonCode);
        Assert.Equal(MqttPubAckReasonCode.Success, (await client.PublishAsync("paris/x", "x", 1))!.ReasonCode);
    }

    [Theory]
    [InlineData(CertificateStatus.Revoked)]
    [InlineData(CertificateStatus.Inactive)]
    public async Task A_certificate_that_leaves_ACTIVE_loses_its_sessions_within_100_ms(CertificateStatus status)
    {
        var device = await _broker.AddCertificateAsync();
        var other = await _broker.AddCertificateAsync();
        using var v5 = await _broker.ConnectAsync(device, "v5", MqttProtocolVersion.V500);
        using var v3 = await _broker.ConnectAsync(device, "v3");
        using var bystander = await _broker.ConnectAsync(other, "bystander");

        await _broker.SetStatusAsync(device, status);
        var watch = Stopwatch.StartNew();
        var end = await v5.ExpectAsync<MqttDisconnectPacket>();
        await v3.ExpectClosedAsync();

        Assert.InRange(watch.ElapsedMilliseconds, 0, 100);
        Assert.Equal(MqttDisconnectReasonCode.NotAuthorized, end.ReasonCode);
        await bystander.ExpectSilenceAsync();
    }

    [Fact]
    public async Task A_deleted_certificate_loses_its_sessions()
    {
        var device = await _broker.AddCertificateAsync();
        using var client = await _broker.ConnectAsync(device, "c");

        await _broker.TransactAsync(tx => tx.Certificates.Delete(device));

        await client.ExpectClosedAsync();
    }
}
