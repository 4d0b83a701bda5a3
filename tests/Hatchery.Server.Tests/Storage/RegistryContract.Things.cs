using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    [Fact]
    public async Task A_thing_comes_back_as_it_was_stored()
    {
        await Write(tx => tx.ThingTypes.Insert(ThingType("sensor")));
        var changes = await ChangesOf(tx => tx.Things.Insert(Thing("t", "sensor", ("model", "X:1"), ("serial", "a/b"))));
        Assert.Equal([new RegistryChange(RegistryChangeKind.Thing, "t")], changes);
        Assert.Equivalent(Thing("t", "sensor", ("model", "X:1"), ("serial", "a/b")), await Read(tx => tx.Things.Find(new ThingName("t"))), strict: true);
        Assert.Null(await Read(tx => tx.Things.Find(new ThingName("T"))));
    }

    [Fact]
    public async Task A_thing_name_is_taken_once_and_its_type_must_exist()
    {
        await Write(tx => tx.ThingTypes.Insert(ThingType("sensor")));
        await Write(tx => tx.Things.Insert(Thing("t")));
        await Refused(tx => tx.Things.Insert(Thing("t")), AwsErrorCode.ResourceAlreadyExists);
        await Refused(tx => tx.Things.Insert(Thing("t", "sensor")), AwsErrorCode.ResourceAlreadyExists);
        await Refused(tx => tx.Things.Insert(Thing("u", "none")), AwsErrorCode.ResourceNotFound);
        await Refused(tx => tx.Things.Update(Thing("t", "none")), AwsErrorCode.ResourceNotFound);
        await Refused(tx => tx.Things.Update(Thing("u")), AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task An_update_replaces_type_attributes_and_version_and_the_filters_follow()
    {
        await Write(tx => tx.ThingTypes.Insert(ThingType("sensor")));
        await Write(tx => tx.Things.Insert(Thing("t", null, ("keep", "1"), ("change", "1"), ("drop", "1"))));
        var updated = Thing("t", "sensor", ("keep", "1"), ("change", "2"), ("add", "1")) with { Version = 2 };
        Assert.Equal([new RegistryChange(RegistryChangeKind.Thing, "t")], await ChangesOf(tx => tx.Things.Update(updated)));
        Assert.Equivalent(updated, await Read(tx => tx.Things.Find(new ThingName("t"))), strict: true);

        await ListsThings(new ThingFilter(AttributeName: "keep", AttributeValue: "1"), "t");
        await ListsThings(new ThingFilter(AttributeName: "change", AttributeValue: "2"), "t");
        await ListsThings(new ThingFilter(AttributeName: "add"), "t");
        await ListsThings(new ThingFilter(AttributeName: "change", AttributeValue: "1"));
        await ListsThings(new ThingFilter(AttributeName: "drop"));
        await ListsThings(new ThingFilter(new ThingTypeName("sensor")), "t");

        await Write(tx => tx.Things.Update(Thing("t")));
        await ListsThings(new ThingFilter(new ThingTypeName("sensor")));
    }

    [Fact]
    public async Task A_deleted_thing_leaves_no_attribute_and_no_membership()
    {
        await Write(tx =>
        {
            tx.ThingGroups.Insert(Group("g"));
            tx.Things.Insert(Thing("t", null, ("a", "1")));
            tx.ThingGroups.AddThing(new ThingGroupName("g"), new ThingName("t"));
        });
        Assert.Equal([new RegistryChange(RegistryChangeKind.Thing, "t")], await ChangesOf(tx => Assert.True(tx.Things.Delete(new ThingName("t")))));
        Assert.False(await Write(tx => tx.Things.Delete(new ThingName("t"))));
        await Write(tx => tx.Things.Insert(Thing("other")));
        await ListsThings(new ThingFilter(AttributeName: "a"));
        Assert.Empty((await Read(tx => tx.ThingGroups.ThingsIn(new ThingGroupName("g"), recursive: true, new PageRequest(10)))).Items);
    }

    [Fact]
    public async Task A_thing_with_a_principal_is_not_deleted_by_mistake()
    {
        await Write(tx =>
        {
            tx.Certificates.Insert(Certificate(1));
            tx.Things.Insert(Thing("t"));
            tx.Things.AttachPrincipal(new ThingName("t"), Id(1), ThingPrincipalType.NonExclusiveThing);
        });
        await Assert.ThrowsAnyAsync<Exception>(() => Write(tx => tx.Things.Delete(new ThingName("t"))));
        Assert.NotNull(await Read(tx => tx.Things.Find(new ThingName("t"))));
    }

    [Fact]
    public async Task Things_are_listed_by_name_type_and_attribute()
    {
        await Write(tx =>
        {
            tx.ThingTypes.Insert(ThingType("x"));
            tx.ThingTypes.Insert(ThingType("y"));
            tx.Things.Insert(Thing("c", "x", ("site", "berlin"), ("floor", "1")));
            tx.Things.Insert(Thing("a", "y", ("site", "bern")));
            tx.Things.Insert(Thing("d", "x", ("site", "berlin")));
            tx.Things.Insert(Thing("b", null, ("site", "amsterdam")));
            tx.Things.Insert(Thing("B", null, ("sites", "berlin")));
        });
        await ListsThings(new ThingFilter(), "B", "a", "b", "c", "d");
        await ListsThings(new ThingFilter(new ThingTypeName("x")), "c", "d");
        await ListsThings(new ThingFilter(new ThingTypeName("none")));
        await ListsThings(new ThingFilter(AttributeName: "site", AttributeValue: "berlin"), "c", "d");
        await ListsThings(new ThingFilter(AttributeName: "site", AttributeValue: "ber"));
        await ListsThings(new ThingFilter(AttributeName: "site", AttributeValue: "ber", ValueIsPrefix: true), "c", "d", "a");
        await ListsThings(new ThingFilter(AttributeName: "site", AttributeValue: "bern", ValueIsPrefix: true), "a");
        await ListsThings(new ThingFilter(AttributeName: "site", AttributeValue: "", ValueIsPrefix: true), "b", "c", "d", "a");
        await ListsThings(new ThingFilter(AttributeName: "site"), "b", "c", "d", "a");
        await Refused(
            tx => tx.Things.List(new ThingFilter(new ThingTypeName("x"), "site"), new PageRequest(10)), AwsErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_principal_is_attached_listed_both_ways_and_detached()
    {
        await WithThingsAndCertificates();
        var changes = await ChangesOf(tx =>
        {
            tx.Things.AttachPrincipal(new ThingName("a"), Id(1), ThingPrincipalType.NonExclusiveThing);
            tx.Things.AttachPrincipal(new ThingName("a"), Id(2), ThingPrincipalType.NonExclusiveThing);
            tx.Things.AttachPrincipal(new ThingName("b"), Id(1), ThingPrincipalType.NonExclusiveThing);
        });
        Assert.Equal(
            [
                new RegistryChange(RegistryChangeKind.Certificate, Id(1).Value), new RegistryChange(RegistryChangeKind.Thing, "a"),
                new RegistryChange(RegistryChangeKind.Certificate, Id(2).Value), new RegistryChange(RegistryChangeKind.Thing, "b"),
            ],
            changes);
        await Lists(
            (tx, page) => tx.Things.Principals(new ThingName("a"), page),
            new ThingPrincipal(Id(1), ThingPrincipalType.NonExclusiveThing), new ThingPrincipal(Id(2), ThingPrincipalType.NonExclusiveThing));
        await Lists(
            (tx, page) => tx.Things.ThingsOf(Id(1), page),
            new PrincipalThing(new ThingName("a"), ThingPrincipalType.NonExclusiveThing),
            new PrincipalThing(new ThingName("b"), ThingPrincipalType.NonExclusiveThing));
        Assert.Equal((2, 2), await Read(tx => (tx.Things.CountPrincipals(new ThingName("a")), tx.Things.CountThingsOf(Id(1)))));

        changes = await ChangesOf(tx => Assert.True(tx.Things.DetachPrincipal(new ThingName("a"), Id(1))));
        Assert.Equal([new RegistryChange(RegistryChangeKind.Certificate, Id(1).Value), new RegistryChange(RegistryChangeKind.Thing, "a")], changes);
        Assert.False(await Write(tx => tx.Things.DetachPrincipal(new ThingName("a"), Id(1))));
        Assert.Null(await Read(tx => tx.Things.Attachment(new ThingName("a"), Id(1))));
        Assert.Equal(ThingPrincipalType.NonExclusiveThing, await Read(tx => tx.Things.Attachment(new ThingName("b"), Id(1))));
    }

    [Fact]
    public async Task Attaching_needs_thing_and_certificate()
    {
        await WithThingsAndCertificates();
        await Refused(tx => tx.Things.AttachPrincipal(new ThingName("none"), Id(1), ThingPrincipalType.NonExclusiveThing), AwsErrorCode.ResourceNotFound);
        await Refused(tx => tx.Things.AttachPrincipal(new ThingName("a"), Id(9), ThingPrincipalType.NonExclusiveThing), AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task An_exclusive_certificate_has_one_thing()
    {
        await WithThingsAndCertificates();
        await Write(tx => tx.Things.AttachPrincipal(new ThingName("a"), Id(1), ThingPrincipalType.ExclusiveThing));
        Assert.Equal(new ThingName("a"), await Read(tx => tx.Things.ExclusiveThingOf(Id(1))));
        Assert.Null(await Read(tx => tx.Things.ExclusiveThingOf(Id(2))));
        foreach (var type in Enum.GetValues<ThingPrincipalType>())
        {
            await Refused(tx => tx.Things.AttachPrincipal(new ThingName("b"), Id(1), type), AwsErrorCode.InvalidRequest);
        }

        // A thing may have other certificates all the same, and attaching again changes the type.
        await Write(tx => tx.Things.AttachPrincipal(new ThingName("a"), Id(2), ThingPrincipalType.NonExclusiveThing));
        await Write(tx => tx.Things.AttachPrincipal(new ThingName("a"), Id(1), ThingPrincipalType.NonExclusiveThing));
        Assert.Equal(ThingPrincipalType.NonExclusiveThing, await Read(tx => tx.Things.Attachment(new ThingName("a"), Id(1))));
        await Write(tx => tx.Things.AttachPrincipal(new ThingName("b"), Id(1), ThingPrincipalType.NonExclusiveThing));
        await Refused(tx => tx.Things.AttachPrincipal(new ThingName("a"), Id(1), ThingPrincipalType.ExclusiveThing), AwsErrorCode.InvalidRequest);
    }

    Task WithThingsAndCertificates() => Write(tx =>
    {
        tx.Certificates.Insert(Certificate(1));
        tx.Certificates.Insert(Certificate(2));
        tx.Things.Insert(Thing("a"));
        tx.Things.Insert(Thing("b"));
    });

    async Task ListsThings(ThingFilter filter, params string[] names)
    {
        await Lists((tx, page) =>
        {
            var things = tx.Things.List(filter, page);
            return new Page<string>([.. things.Items.Select(thing => thing.Name.Value)], things.Next);
        }, names);
    }
}
