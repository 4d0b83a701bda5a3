using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    static readonly BillingGroupName Berlin = new("berlin");

    [Fact]
    public async Task A_billing_group_comes_back_as_it_was_stored_and_updated()
    {
        var group = BillingGroup("berlin") with { Description = "all of Berlin" };
        await Write(tx => tx.BillingGroups.Insert(group));
        Assert.Equal(group, await Read(tx => tx.BillingGroups.Find(Berlin)));
        Assert.Equal(1, await Read(tx => tx.BillingGroups.Count()));

        var updated = group with { Description = null, Version = 2 };
        await Write(tx => tx.BillingGroups.Update(updated));
        await ReopenAsync();
        Assert.Equal(updated, await Read(tx => tx.BillingGroups.Find(Berlin)));
        await Refused(tx => tx.BillingGroups.Insert(BillingGroup("berlin")), AwsErrorCode.ResourceAlreadyExists);
    }

    [Fact]
    public async Task A_thing_is_in_one_billing_group_and_moves()
    {
        await WithBillingGroups();
        Assert.Equal(Berlin, await Read(tx => tx.BillingGroups.GroupOf(new ThingName("t1"))));
        Assert.Null(await Read(tx => tx.BillingGroups.GroupOf(new ThingName("t4"))));
        Assert.Null(await Read(tx => tx.BillingGroups.GroupOf(new ThingName("none"))));

        await Write(tx => tx.BillingGroups.AddThing(new BillingGroupName("bonn"), new ThingName("t1")));
        Assert.Equal(new BillingGroupName("bonn"), await Read(tx => tx.BillingGroups.GroupOf(new ThingName("t1"))));
        Assert.False(await Write(tx => tx.BillingGroups.RemoveThing(Berlin, new ThingName("t1"))));
        Assert.True(await Write(tx => tx.BillingGroups.RemoveThing(new BillingGroupName("bonn"), new ThingName("t1"))));
        Assert.Null(await Read(tx => tx.BillingGroups.GroupOf(new ThingName("t1"))));

        await Refused(tx => tx.BillingGroups.AddThing(new BillingGroupName("none"), new ThingName("t1")), AwsErrorCode.ResourceNotFound);
        await Refused(tx => tx.BillingGroups.AddThing(Berlin, new ThingName("none")), AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task Billing_groups_are_listed_by_name_and_prefix_and_their_things_in_order_of_creation()
    {
        await WithBillingGroups();
        await ListsBillingGroups(null, "berlin", "bonn", "ulm");
        await ListsBillingGroups("b", "berlin", "bonn");
        await ListsBillingGroups("c");
        await Lists((tx, page) => tx.BillingGroups.ThingsIn(Berlin, page), new ThingName("t1"), new ThingName("t2"), new ThingName("t3"));
        await Lists((tx, page) => tx.BillingGroups.ThingsIn(new BillingGroupName("ulm"), page));
    }

    [Fact]
    public async Task A_deleted_billing_group_leaves_its_things_and_a_deleted_thing_its_group()
    {
        await WithBillingGroups();
        await Write(tx => tx.Things.Delete(new ThingName("t1")));
        await Lists((tx, page) => tx.BillingGroups.ThingsIn(Berlin, page), new ThingName("t2"), new ThingName("t3"));

        Assert.True(await Write(tx => tx.BillingGroups.Delete(Berlin)));
        Assert.False(await Write(tx => tx.BillingGroups.Delete(Berlin)));
        Assert.NotNull(await Read(tx => tx.Things.Find(new ThingName("t2"))));
        await Write(tx => tx.BillingGroups.Insert(BillingGroup("berlin")));
        Assert.Null(await Read(tx => tx.BillingGroups.GroupOf(new ThingName("t2"))));
        await Lists((tx, page) => tx.BillingGroups.ThingsIn(Berlin, page));
        await ListsBillingGroups(null, "berlin", "bonn", "ulm");
        Assert.Equal(3, await Read(tx => tx.BillingGroups.Count()));

        await Write(tx =>
        {
            tx.BillingGroups.AddThing(Berlin, new ThingName("t2"));
            tx.BillingGroups.Delete(Berlin);
            tx.Things.Delete(new ThingName("t2"));
        });
        await ListsBillingGroups(null, "bonn", "ulm");
    }

    [Fact]
    public async Task A_position_of_another_list_does_not_lead_out_of_a_prefix()
    {
        await WithBillingGroups();
        foreach (var (after, expected) in new[] { ("a", "berlin"), ("berlin", "bonn"), ("ulm", "berlin") })
        {
            var page = await Read(tx => tx.BillingGroups.List("b", new PageRequest(1, after)));
            Assert.Equal(expected, Assert.Single(page.Items).Name.Value);
        }
    }

    [Fact]
    public async Task An_updated_thing_stays_in_its_billing_group()
    {
        await WithBillingGroups();
        await Write(tx => tx.Things.Update(Thing("t1", null, ("a", "1"))));
        Assert.Equal(Berlin, await Read(tx => tx.BillingGroups.GroupOf(new ThingName("t1"))));
    }

    /// <summary>berlin (t1, t2, t3), bonn and ulm; t4 in none.</summary>
    Task WithBillingGroups() => Write(tx =>
    {
        foreach (var name in new[] { "ulm", "bonn", "berlin" })
        {
            tx.BillingGroups.Insert(BillingGroup(name));
        }

        for (var n = 1; n <= 4; n++)
        {
            tx.Things.Insert(Thing($"t{n}"));
        }

        foreach (var name in new[] { "t3", "t1", "t2" })
        {
            tx.BillingGroups.AddThing(Berlin, new ThingName(name));
        }
    });

    Task ListsBillingGroups(string? prefix, params string[] names) => Lists(
        (tx, page) =>
        {
            var groups = tx.BillingGroups.List(prefix, page);
            return new Page<string>([.. groups.Items.Select(group => group.Name.Value)], groups.Next);
        },
        names);

    static BillingGroup BillingGroup(string name) => new(new BillingGroupName(name), $"id of {name}", null, 1, Now);
}
