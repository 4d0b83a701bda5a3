using System.Text;
using Hatchery.Core.Certificates;
using Hatchery.Core.Events;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Events;

/// <summary>Topics and members as AWS documents them: all there, whatever has no value null.</summary>
public sealed class RegistryEventTests
{
    static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);
    static readonly EventStamp Stamp = new("event-1", Now, new AwsAccount("eu-west-1", "123456789012"));
    static readonly Thing Bulb = new(new ThingName("bulb"), "thing-id", null, new Dictionary<string, string> { ["colour"] = "red" }, 3, Now);
    static readonly ThingGroup House = new(new ThingGroupName("house"), "house-id", null, null, new Dictionary<string, string>(), 1, Now);
    static readonly ThingGroup Kitchen = new(new ThingGroupName("kitchen"), "kitchen-id", House.Name, "where we cook", new Dictionary<string, string> { ["floor"] = "1" }, 2, Now);
    static readonly ThingGroup Shelf = new(new ThingGroupName("shelf"), "shelf-id", Kitchen.Name, null, new Dictionary<string, string>(), 1, Now);

    [Fact]
    public void A_thing() => AssertEvent(
        new ThingEvent(EventOperation.Updated, Bulb),
        "$aws/events/thing/bulb/updated",
        """
        {"eventType":"THING_EVENT","eventId":"event-1","timestamp":1700000000123,"operation":"UPDATED","accountId":"123456789012",
        "thingId":"thing-id","thingName":"bulb","versionNumber":3,"thingTypeName":null,"attributes":{"colour":"red"}}
        """);

    [Fact]
    public void A_thing_with_a_type() => Assert.Contains(
        "\"thingTypeName\":\"lamp\"",
        Json(new ThingEvent(EventOperation.Created, Bulb with { TypeName = new ThingTypeName("lamp") })),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(false, "\"isDeprecated\":false,\"deprecationDate\":null")]
    [InlineData(true, "\"isDeprecated\":true,\"deprecationDate\":1700000000123")]
    public void A_thing_type(bool isDeprecated, string members) => AssertEvent(
        new ThingTypeEvent(EventOperation.Created, new ThingType(new ThingTypeName("lamp"), "type-id", "lights", ["colour", "watt"], Now, isDeprecated ? Now : null)),
        "$aws/events/thingType/lamp/created",
        $$"""
        {"eventType":"THING_TYPE_EVENT","eventId":"event-1","timestamp":1700000000123,"operation":"CREATED","accountId":"123456789012",
        "thingTypeId":"type-id","thingTypeName":"lamp",{{members}},"searchableAttributes":["colour","watt"],"description":"lights"}
        """);

    [Fact]
    public void The_association_of_a_type() => AssertEvent(
        new ThingTypeAssociationEvent(EventOperation.Removed, Bulb.Name, Bulb.Id, new ThingTypeName("lamp")),
        "$aws/events/thingTypeAssociation/thing/bulb/thingType/lamp/removed",
        """
        {"eventId":"event-1","eventType":"THING_TYPE_ASSOCIATION_EVENT","operation":"REMOVED","thingId":"thing-id","thingName":"bulb",
        "thingTypeName":"lamp","timestamp":1700000000123}
        """);

    [Fact]
    public void A_group_with_its_ancestors() => AssertEvent(
        new ThingGroupEvent(EventOperation.Deleted, Shelf, [House, Kitchen]),
        "$aws/events/thingGroup/shelf/deleted",
        """
        {"eventType":"THING_GROUP_EVENT","eventId":"event-1","timestamp":1700000000123,"operation":"DELETED","accountId":"123456789012",
        "thingGroupId":"shelf-id","thingGroupName":"shelf","versionNumber":1,"parentGroupName":"kitchen","parentGroupId":"kitchen-id","description":null,
        "rootToParentThingGroups":[{"groupArn":"arn:aws:iot:eu-west-1:123456789012:thinggroup/house","groupId":"house-id"},{"groupArn":"arn:aws:iot:eu-west-1:123456789012:thinggroup/kitchen","groupId":"kitchen-id"}],
        "attributes":{},"dynamicGroupMappingId":null}
        """);

    [Fact]
    public void A_root_group_has_no_parent() => Assert.Contains(
        """
        "parentGroupName":null,"parentGroupId":null,"description":null,"rootToParentThingGroups":[],
        """,
        Json(new ThingGroupEvent(EventOperation.Created, House, [])),
        StringComparison.Ordinal);

    [Fact]
    public void A_membership_has_the_same_id_when_it_begins_and_when_it_ends()
    {
        var added = new ThingGroupMembershipEvent(EventOperation.Added, House.Name, House.Id, Bulb.Name, Bulb.Id);
        Assert.True(Guid.TryParseExact(added.MembershipId, "D", out _));
        Assert.Equal(added.MembershipId, (added with { Operation = EventOperation.Removed }).MembershipId);
        Assert.NotEqual(added.MembershipId, (added with { GroupId = "another" }).MembershipId);
        AssertEvent(
            added,
            "$aws/events/thingGroupMembership/thingGroup/house/thing/bulb/added",
            $$"""
            {"eventType":"THING_GROUP_MEMBERSHIP_EVENT","eventId":"event-1","timestamp":1700000000123,"operation":"ADDED","accountId":"123456789012",
            "groupArn":"arn:aws:iot:eu-west-1:123456789012:thinggroup/house","groupId":"house-id",
            "thingArn":"arn:aws:iot:eu-west-1:123456789012:thing/bulb","thingId":"thing-id","membershipId":"{{added.MembershipId}}"}
            """);
    }

    [Fact]
    public void A_place_in_the_hierarchy() => AssertEvent(
        new ThingGroupHierarchyEvent(EventOperation.Added, House, Kitchen),
        "$aws/events/thingGroupHierarchy/thingGroup/house/childThingGroup/kitchen/added",
        """
        {"eventType":"THING_GROUP_HIERARCHY_EVENT","eventId":"event-1","timestamp":1700000000123,"operation":"ADDED","accountId":"123456789012",
        "thingGroupId":"house-id","thingGroupName":"house","childGroupId":"kitchen-id","childGroupName":"kitchen"}
        """);

    [Fact]
    public void A_certificate_registered_just_in_time()
    {
        var certificate = new DeviceCertificate
        {
            Id = new CertificateId("cc"),
            Pem = "",
            Status = CertificateStatus.PendingActivation,
            CreatedAt = Now.AddMilliseconds(-1),
            ModifiedAt = Now,
            NotBefore = Now,
            NotAfter = Now,
        };
        AssertEvent(
            new CertificateRegisteredEvent(new CertificateId("ca"), certificate),
            "$aws/events/certificates/registered/ca",
            """
            {"certificateId":"cc","caCertificateId":"ca","timestamp":1700000000123,"certificateStatus":"PENDING_ACTIVATION",
            "awsAccountId":"123456789012","certificateRegistrationTimestamp":"1700000000122"}
            """);
    }

    static void AssertEvent(RegistryEvent happened, string topic, string json)
    {
        Assert.Equal(topic, happened.Topic);
        Assert.Equal(json.ReplaceLineEndings(""), Json(happened));
    }

    static string Json(RegistryEvent happened) => Encoding.UTF8.GetString(happened.Payload(Stamp));
}
