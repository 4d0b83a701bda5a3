using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    static readonly ThingGroupName Root = new("root");

    [Fact]
    public async Task A_group_comes_back_as_it_was_stored_and_updated()
    {
        await WithTree();
        var group = Group("leaf", "mid") with
        {
            Name = new ThingGroupName("full"),
            Description = "all of it",
            Attributes = new Dictionary<string, string> { ["site"] = "berlin" },
        };
        await Write(tx => tx.ThingGroups.Insert(group));
        Assert.Equivalent(group, await Read(tx => tx.ThingGroups.Find(group.Name)), strict: true);

        var updated = group with { Description = null, Attributes = new Dictionary<string, string>(), Version = 2 };
        await Write(tx => tx.ThingGroups.Update(updated));
        Assert.Equivalent(updated, await Read(tx => tx.ThingGroups.Find(group.Name)), strict: true);
    }

    [Fact]
    public async Task A_group_name_is_taken_once_and_its_parent_must_exist()
    {
        await WithTree();
        var error = await Refused(tx => tx.ThingGroups.Insert(Group("root")), AwsErrorCode.ResourceAlreadyExists);
        Assert.Equal("Thing Group root already exists in current account with different properties", error.Message);
        await Refused(tx => tx.ThingGroups.Insert(Group("orphan", "none")), AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task Ancestors_come_from_the_root_down()
    {
        await WithTree();
        Assert.Equal(["root", "mid"], (await Read(tx => tx.ThingGroups.Ancestors(new ThingGroupName("leaf")))).Select(g => g.Name.Value));
        Assert.Empty(await Read(tx => tx.ThingGroups.Ancestors(Root)));
        Assert.Equal((2, 1, 0), await Read(tx => (
            tx.ThingGroups.CountChildren(Root), tx.ThingGroups.CountChildren(new ThingGroupName("mid")), tx.ThingGroups.CountChildren(new ThingGroupName("leaf")))));
    }

    [Fact]
    public async Task Groups_are_listed_by_name_prefix_and_place_in_the_tree()
    {
        await WithTree();
        await ListsGroups(new ThingGroupFilter(), "leaf", "mid", "other", "root", "side");
        await ListsGroups(new ThingGroupFilter(Recursive: false), "other", "root");
        await ListsGroups(new ThingGroupFilter(Root), "leaf", "mid", "side");
        await ListsGroups(new ThingGroupFilter(Root, Recursive: false), "mid", "side");
        await ListsGroups(new ThingGroupFilter(Root, "m"), "mid");
        await ListsGroups(new ThingGroupFilter(NamePrefix: "o"), "other");
        await ListsGroups(new ThingGroupFilter(NamePrefix: "o", Recursive: false), "other");
        await ListsGroups(new ThingGroupFilter(new ThingGroupName("none")));
    }

    [Fact]
    public async Task A_deleted_group_leaves_no_membership_and_no_policy_and_one_with_children_stays()
    {
        await WithTree();
        await Write(tx =>
        {
            tx.Policies.Insert(P, "{}", Now);
            tx.Policies.Attach(P, Target("leaf"));
        });
        Assert.Equal([new RegistryChange(RegistryChangeKind.ThingGroup, "leaf")], await ChangesOf(tx => Assert.True(tx.ThingGroups.Delete(new ThingGroupName("leaf")))));
        Assert.Empty((await Read(tx => tx.Policies.Targets(P, new PageRequest(10)))).Items);
        Assert.Empty((await Read(tx => tx.ThingGroups.GroupsOf(new ThingName("t2"), new PageRequest(10)))).Items);
        Assert.False(await Write(tx => tx.ThingGroups.Delete(new ThingGroupName("leaf"))));
        await Assert.ThrowsAnyAsync<Exception>(() => Write(tx => tx.ThingGroups.Delete(Root)));
    }

    [Fact]
    public async Task A_group_deleted_with_things_in_it_is_gone_at_once_and_its_memberships_go_by_and_by()
    {
        await WithTree();
        var (leaf, t2) = (new ThingGroupName("leaf"), new ThingName("t2"));
        await Write(tx => tx.ThingGroups.AddThing(leaf, new ThingName("t4")));
        await Write(tx => tx.ThingGroups.Delete(leaf));

        await ListsGroups(new ThingGroupFilter(), "mid", "other", "root", "side");
        await ListsGroups(new ThingGroupFilter(Recursive: false), "other", "root");
        Assert.Null(await Read(tx => tx.ThingGroups.Find(leaf)));
        Assert.Equal(0, await Read(tx => tx.ThingGroups.CountChildren(new ThingGroupName("mid"))));
        Assert.Empty(await Read(tx => tx.ThingGroups.GroupsAndParentsOf(t2)));
        Assert.Empty((await Read(tx => tx.ThingGroups.GroupsOf(t2, new PageRequest(10)))).Items);
        await Lists((tx, page) => tx.ThingGroups.ThingsIn(Root, recursive: true, page), new ThingName("t1"), new ThingName("t3"));

        await Write(tx => tx.ThingGroups.Insert(Group("leaf", "mid")));
        await Lists((tx, page) => tx.ThingGroups.ThingsIn(leaf, recursive: true, page));
        await Write(tx => tx.ThingGroups.AddThing(leaf, t2));
        Assert.Equal((1, 1, 0), (await Sweep(), await Sweep(), await Sweep()));
        await Lists((tx, page) => tx.ThingGroups.ThingsIn(leaf, recursive: true, page), t2);
        await Write(tx => tx.Things.Delete(t2));

        Task<int> Sweep() => Write(tx => tx.ThingGroups.RemoveDeletedMemberships(1));
    }

    [Fact]
    public async Task A_group_of_many_things_is_deleted_without_removing_each_membership()
    {
        await WithTree();
        const int Things = 2_000;
        await Write(tx =>
        {
            for (var n = 0; n < Things; n++)
            {
                tx.Things.Insert(Thing($"many{n}"));
                tx.ThingGroups.AddThing(Root, new ThingName($"many{n}"));
            }

            foreach (var child in new[] { "leaf", "mid", "side" })
            {
                tx.ThingGroups.Delete(new ThingGroupName(child));
            }

            return tx.ThingGroups.Delete(Root);
        });

        Assert.Equal(Things + 3, await Write(tx => tx.ThingGroups.RemoveDeletedMemberships(int.MaxValue)));
        Assert.Equal(0, await Write(tx => tx.ThingGroups.RemoveDeletedMemberships(int.MaxValue)));
    }

    [Fact]
    public async Task Membership_is_told_once_and_needs_both_ends()
    {
        await WithTree();
        Assert.Equal([new RegistryChange(RegistryChangeKind.Thing, "t1")], await ChangesOf(tx => tx.ThingGroups.AddThing(new ThingGroupName("other"), new ThingName("t1"))));
        Assert.Empty(await ChangesOf(tx => tx.ThingGroups.AddThing(new ThingGroupName("other"), new ThingName("t1"))));
        Assert.Equal([new RegistryChange(RegistryChangeKind.Thing, "t1")], await ChangesOf(tx => Assert.True(tx.ThingGroups.RemoveThing(new ThingGroupName("other"), new ThingName("t1")))));
        Assert.False(await Write(tx => tx.ThingGroups.RemoveThing(new ThingGroupName("other"), new ThingName("t1"))));
        await Refused(tx => tx.ThingGroups.AddThing(new ThingGroupName("none"), new ThingName("t1")), AwsErrorCode.ResourceNotFound);
        await Refused(tx => tx.ThingGroups.AddThing(Root, new ThingName("none")), AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task Groups_of_a_thing_are_the_direct_ones_or_all_whose_policies_reach_it()
    {
        await WithTree();
        await Write(tx => tx.ThingGroups.AddThing(new ThingGroupName("side"), new ThingName("t2")));
        await Lists((tx, page) => tx.ThingGroups.GroupsOf(new ThingName("t2"), page), new ThingGroupName("leaf"), new ThingGroupName("side"));
        Assert.Equal(
            ["leaf", "mid", "root", "side"],
            (await Read(tx => tx.ThingGroups.GroupsAndParentsOf(new ThingName("t2")))).Select(g => g.Value).Order(StringComparer.Ordinal));
        Assert.Empty(await Read(tx => tx.ThingGroups.GroupsAndParentsOf(new ThingName("none"))));
    }

    [Fact]
    public async Task Things_of_a_group_are_the_direct_ones_or_those_of_its_tree_each_once()
    {
        await WithTree();
        await Write(tx =>
        {
            tx.ThingGroups.AddThing(new ThingGroupName("side"), new ThingName("t2"));
            tx.ThingGroups.AddThing(new ThingGroupName("side"), new ThingName("t4"));
            tx.ThingGroups.AddThing(new ThingGroupName("other"), new ThingName("t5"));
        });
        await Lists((tx, page) => tx.ThingGroups.ThingsIn(Root, recursive: false, page), new ThingName("t1"));
        await Lists(
            (tx, page) => tx.ThingGroups.ThingsIn(Root, recursive: true, page),
            new ThingName("t1"), new ThingName("t3"), new ThingName("t2"), new ThingName("t4"));
        await Lists((tx, page) => tx.ThingGroups.ThingsIn(new ThingGroupName("leaf"), recursive: true, page), new ThingName("t2"));
        await Lists((tx, page) => tx.ThingGroups.ThingsIn(new ThingGroupName("none"), recursive: true, page));
    }

    /// <summary>other; root (t1) with children mid (t3) and side; leaf (t2) below mid.</summary>
    Task WithTree() => Write(tx =>
    {
        tx.ThingGroups.Insert(Group("other"));
        tx.ThingGroups.Insert(Group("root"));
        tx.ThingGroups.Insert(Group("mid", "root"));
        tx.ThingGroups.Insert(Group("leaf", "mid"));
        tx.ThingGroups.Insert(Group("side", "root"));
        for (var n = 1; n <= 5; n++)
        {
            tx.Things.Insert(Thing($"t{n}"));
        }

        tx.ThingGroups.AddThing(Root, new ThingName("t1"));
        tx.ThingGroups.AddThing(new ThingGroupName("leaf"), new ThingName("t2"));
        tx.ThingGroups.AddThing(new ThingGroupName("mid"), new ThingName("t3"));
    });

    async Task ListsGroups(ThingGroupFilter filter, params string[] names)
    {
        await Lists((tx, page) =>
        {
            var groups = tx.ThingGroups.List(filter, page);
            return new Page<string>([.. groups.Items.Select(group => group.Name.Value)], groups.Next);
        }, names);
    }
}
