using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Policies;

public sealed class EffectivePoliciesTests
{
    const string AllowAll = """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    static readonly CertificateId Certificate = new(new string('a', 64));
    static readonly ThingName A = new("A");
    static readonly ThingName B = new("B");

    readonly HashSet<ThingName> _attached = [];
    ThingName? _exclusive;

    [Fact]
    public void Certificate_policies_always_apply()
    {
        var effective = Read(null);
        Assert.Equal(["of-certificate"], effective.Policies.Select(p => p.Name.Value));
        Assert.Null(effective.Thing);
    }

    [Fact]
    public void Group_policies_with_parents_come_from_the_thing_the_client_id_names() =>
        Assert.Equal(["of-certificate", "of-child", "of-parent"], Read("A").Policies.Select(p => p.Name.Value));

    [Fact]
    public void A_client_id_that_names_no_thing_brings_no_group_policies()
    {
        Assert.Equal(["of-certificate"], Read("a").Policies.Select(p => p.Name.Value));
        Assert.Equal(["of-certificate"], Read("").Policies.Select(p => p.Name.Value));
    }

    [Fact]
    public void The_thing_is_the_attached_one_named_by_the_client_id()
    {
        _attached.Add(A);
        var thing = Read("A").Thing;
        Assert.Equal((A, new ThingTypeName("esp32"), "berlin"), (thing!.Name, thing.TypeName, thing.Attributes["site"]));
        Assert.Null(Read("B").Thing);
        Assert.Null(Read("A#2").Thing);
    }

    [Fact]
    public void An_unattached_thing_is_none() => Assert.Null(Read("A").Thing);

    [Fact]
    public void An_exclusive_thing_is_taken_whatever_the_client_id()
    {
        _exclusive = A;
        _attached.Add(A);
        Assert.Equal(A, Read("A#2").Thing?.Name);
        Assert.Equal(A, Read(null).Thing?.Name);
        Assert.Equal(["of-certificate"], Read("A#2").Policies.Select(p => p.Name.Value));
    }

    EffectivePolicies Read(string? clientId)
    {
        var things = Stub.Of<IThings>(new()
        {
            [nameof(IThings.Find)] = a => Find((ThingName)a[0]!),
            [nameof(IThings.Attachment)] = a => _attached.Contains((ThingName)a[0]!) && (CertificateId)a[1]! == Certificate ? ThingPrincipalType.NonExclusiveThing : null,
            [nameof(IThings.ExclusiveThingOf)] = _ => _exclusive,
        });
        var groups = Stub.Of<IThingGroups>(new()
        {
            [nameof(IThingGroups.GroupsAndParentsOf)] = a => (ThingName)a[0]! == A ? new[] { new ThingGroupName("child"), new ThingGroupName("parent") } : [],
        });
        var policies = Stub.Of<IPolicies>(new() { [nameof(IPolicies.DefaultVersionsFor)] = a => Versions((IReadOnlyList<PolicyTarget>)a[0]!) });
        var registry = Stub.Of<IRegistryTransaction>(new()
        {
            ["get_Things"] = _ => things,
            ["get_ThingGroups"] = _ => groups,
            ["get_Policies"] = _ => policies,
        });
        return EffectivePolicies.Read(registry, Certificate, clientId, version => PolicyDocument.ParseOrThrow(version.Document));
    }

    static Thing? Find(ThingName name) => name == A || name == B
        ? new Thing(name, "id", new ThingTypeName("esp32"), new Dictionary<string, string> { ["site"] = "berlin" }, 1, DateTimeOffset.UnixEpoch)
        : null;

    static PolicyVersion[] Versions(IReadOnlyList<PolicyTarget> targets) =>
        [.. targets.Select(target => new PolicyVersion(new PolicyName("of-" + (target == PolicyTarget.Certificate(Certificate) ? "certificate" : target.Key)), "1", AllowAll, IsDefault: true, DateTimeOffset.UnixEpoch))];
}
