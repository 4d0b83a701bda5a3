using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;
using Hatchery.Server.Broker;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Tests.Broker.Gates;

/// <summary>What a connection with the temporary certificate of a trusted user may do, and for how long.</summary>
public sealed class ProvisioningClaimTests : IAsyncLifetime
{
    static readonly CertificateId Claim = new(new string('c', 64));
    static readonly TemplateName Fleet = new("fleet");

    readonly ManualTime _time = new();
    TestBroker _broker = null!;

    public async ValueTask InitializeAsync()
    {
        _broker = await TestBroker.StartAsync(
            reserved: topic => (request, _) => ValueTask.FromResult(new ReservedReply(topic + "/accepted", "done"u8.ToArray())), time: _time);
        var now = _time.GetUtcNow();
        await _broker.TransactAsync(tx =>
        {
            tx.Templates.Insert(new ProvisioningTemplate(Fleet, null, true, "arn:role", null, "FLEET_PROVISIONING", 1, now, now), "{}");
            tx.ProvisioningClaims.Insert(new ProvisioningClaim(Claim, Fleet, now.AddMinutes(5)));
            return true;
        });
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task It_provisions_by_its_template_and_by_no_other()
    {
        using var client = await _broker.ConnectAsync(Claim, "phone", MqttProtocolVersion.V500);

        var accepted = await client.PublishAsync("$aws/provisioning-templates/fleet/provision/json", "{}", 1);
        Assert.Equal(MqttPubAckReasonCode.Success, accepted!.ReasonCode);
        await client.ExpectMessageAsync("done");
        var denied = await client.PublishAsync("$aws/provisioning-templates/other/provision/json", "{}", 1);
        Assert.Equal(MqttPubAckReasonCode.NotAuthorized, denied!.ReasonCode);
        Assert.Contains(_broker.Logs.All, line => line.Contains("policy provisioning-claim-of-fleet version implicit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_id_that_names_a_thing_brings_no_policies_of_its_groups()
    {
        await _broker.TransactAsync(tx =>
        {
            var (group, thing, policy, now) = (new ThingGroupName("group"), new ThingName("phone"), new PolicyName("p"), _time.GetUtcNow());
            tx.ThingGroups.Insert(new ThingGroup(group, "1", null, null, new Dictionary<string, string>(), 1, now));
            tx.Things.Insert(new Thing(thing, "2", null, new Dictionary<string, string>(), 1, now));
            tx.ThingGroups.AddThing(group, thing);
            tx.Policies.Insert(policy, TestBroker.AllowAll, now);
            return tx.Policies.Attach(policy, PolicyTarget.ThingGroup(group));
        });
        using var client = await _broker.ConnectAsync(Claim, "phone", MqttProtocolVersion.V500);

        Assert.Equal(MqttPubAckReasonCode.NotAuthorized, (await client.PublishAsync("a", "x", 1))!.ReasonCode);
    }

    [Fact]
    public async Task Its_connection_ends_when_its_five_minutes_do_even_if_it_is_silent()
    {
        using var client = await _broker.ConnectAsync(Claim, "phone", MqttProtocolVersion.V500);
        for (var i = 0; i < 4; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(74));
            await client.ExpectSilenceAsync();
        }

        _time.Advance(TimeSpan.FromSeconds(4));

        await client.ExpectDisconnectAsync(MqttDisconnectReasonCode.NotAuthorized);
        using var late = await _broker.OpenAsync(Claim, MqttProtocolVersion.V500);
        await late.SendAsync(new MqttConnectPacket { ClientId = "phone", CleanSession = true });
        Assert.Equal(MqttConnectReasonCode.NotAuthorized, (await late.ExpectAsync<MqttConnAckPacket>()).ReasonCode);
    }

    [Fact]
    public async Task Its_connection_ends_when_it_is_swept_away()
    {
        using var client = await _broker.ConnectAsync(Claim, "phone", MqttProtocolVersion.V500);

        await _broker.TransactAsync(tx => tx.ProvisioningClaims.DeleteExpired(_time.GetUtcNow().AddMinutes(5), 10));

        await client.ExpectDisconnectAsync(MqttDisconnectReasonCode.NotAuthorized);
    }
}
