using Hatchery.Core;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    static readonly PolicyName P = new("p");

    [Fact]
    public async Task A_policy_begins_with_version_1_as_its_default()
    {
        var changes = await ChangesOf(tx => tx.Policies.Insert(P, "{ \"a\" : 1 }", Now));
        Assert.Equal([new RegistryChange(RegistryChangeKind.Policy, "p")], changes);
        Assert.Equal(new Policy(P, "1", Now, Now), await Read(tx => tx.Policies.Find(P)));
        Assert.Equal(new PolicyVersion(P, "1", "{ \"a\" : 1 }", true, Now), await Read(tx => tx.Policies.FindVersion(P, "1")));
        Assert.Null(await Read(tx => tx.Policies.Find(new PolicyName("P"))));
    }

    [Fact]
    public async Task A_policy_name_is_taken_once()
    {
        await Write(tx => tx.Policies.Insert(P, "{}", Now));
        var error = await Refused(tx => tx.Policies.Insert(P, "{}", Now), AwsErrorCode.ResourceAlreadyExists);
        Assert.Equal("Policy cannot be created - name already exists (name=p)", error.Message);
    }

    [Fact]
    public async Task Policy_versions_count_up_and_are_never_given_twice()
    {
        await Write(tx => tx.Policies.Insert(P, "one", Now));
        var second = await Write(tx => tx.Policies.InsertVersion(P, "two", setAsDefault: false, Now.AddSeconds(1)));
        Assert.Equal(new PolicyVersion(P, "2", "two", false, Now.AddSeconds(1)), second);
        await Write(tx => tx.Policies.DeleteVersion(P, "2"));
        var third = await Write(tx => tx.Policies.InsertVersion(P, "three", setAsDefault: true, Now.AddSeconds(2)));
        Assert.Equal("3", third.VersionId);
        Assert.Equal(["3", "1"], (await Read(tx => tx.Policies.Versions(P))).Select(v => v.VersionId));
        Assert.Equal([true, false], (await Read(tx => tx.Policies.Versions(P))).Select(v => v.IsDefault));
        Assert.Equal(new Policy(P, "3", Now, Now.AddSeconds(2)), await Read(tx => tx.Policies.Find(P)));
        Assert.Null(await Read(tx => tx.Policies.FindVersion(P, "2")));
        Assert.Null(await Read(tx => tx.Policies.FindVersion(P, "two")));
        await Refused(tx => tx.Policies.InsertVersion(new PolicyName("none"), "x", setAsDefault: false, Now), AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task The_default_version_can_be_moved_to_one_that_exists()
    {
        await Write(tx =>
        {
            tx.Policies.Insert(P, "one", Now);
            tx.Policies.InsertVersion(P, "two", setAsDefault: true, Now);
        });
        var changes = await ChangesOf(tx => tx.Policies.SetDefaultVersion(P, "1", Now.AddSeconds(5)));
        Assert.Equal([new RegistryChange(RegistryChangeKind.Policy, "p")], changes);
        Assert.Equal(new Policy(P, "1", Now, Now.AddSeconds(5)), await Read(tx => tx.Policies.Find(P)));
        Assert.Empty(await ChangesOf(tx => tx.Policies.SetDefaultVersion(P, "7", Now)));
        Assert.Equal("1", (await Read(tx => tx.Policies.Find(P)))!.DefaultVersionId);
    }

    [Fact]
    public async Task A_deleted_policy_leaves_no_version_and_no_attachment()
    {
        await Write(tx =>
        {
            tx.Certificates.Insert(Certificate(1));
            tx.Policies.Insert(P, "{}", Now);
            tx.Policies.Attach(P, Target(1));
        });
        Assert.Equal([new RegistryChange(RegistryChangeKind.Policy, "p")], await ChangesOf(tx => Assert.True(tx.Policies.Delete(P))));
        Assert.Null(await Read(tx => tx.Policies.FindVersion(P, "1")));
        Assert.Equal(0, await Read(tx => tx.Policies.CountAttachedTo(Target(1))));
        Assert.False(await Write(tx => tx.Policies.Delete(P)));
    }

    [Fact]
    public async Task Policies_are_listed_by_creation()
    {
        string[] names = ["m", "z", "a", "q"];
        await Write(tx => Array.ForEach(names, name => tx.Policies.Insert(new PolicyName(name), "{}", Now)));
        await Lists((tx, page) => tx.Policies.List(page), [.. names.Select(name => new Policy(new PolicyName(name), "1", Now, Now))]);
    }

    [Fact]
    public async Task Attaching_is_told_once_and_detaching_too()
    {
        await WithPolicyAndTargets();
        Assert.Equal([new RegistryChange(RegistryChangeKind.Certificate, Id(1).Value)], await ChangesOf(tx => Assert.True(tx.Policies.Attach(P, Target(1)))));
        Assert.Empty(await ChangesOf(tx => Assert.False(tx.Policies.Attach(P, Target(1)))));
        Assert.Equal([new RegistryChange(RegistryChangeKind.ThingGroup, "g")], await ChangesOf(tx => Assert.True(tx.Policies.Attach(P, Target("g")))));
        Assert.Equal([new RegistryChange(RegistryChangeKind.ThingGroup, "g")], await ChangesOf(tx => Assert.True(tx.Policies.Detach(P, Target("g")))));
        Assert.Empty(await ChangesOf(tx => Assert.False(tx.Policies.Detach(P, Target("g")))));
        Assert.Equal(1, await Read(tx => tx.Policies.CountAttachedTo(Target(1))));
        Assert.Equal(0, await Read(tx => tx.Policies.CountAttachedTo(Target("g"))));
    }

    [Fact]
    public async Task Attaching_needs_policy_and_target()
    {
        await WithPolicyAndTargets();
        await Refused(tx => tx.Policies.Attach(new PolicyName("none"), Target(1)), AwsErrorCode.ResourceNotFound);
        await Refused(tx => tx.Policies.Attach(P, Target(99)), AwsErrorCode.ResourceNotFound);
        await Refused(tx => tx.Policies.Attach(P, Target("none")), AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task Targets_and_attached_policies_are_listed_both_ways()
    {
        await WithPolicyAndTargets();
        await Write(tx =>
        {
            tx.Policies.Insert(new PolicyName("a"), "{}", Now);
            foreach (var target in new[] { Target("g"), Target(2), Target("h"), Target(1) })
            {
                tx.Policies.Attach(P, target);
            }

            tx.Policies.Attach(new PolicyName("a"), Target(1));
            tx.Policies.Attach(new PolicyName("a"), Target("g"));
        });
        await Lists((tx, page) => tx.Policies.Targets(P, page), Target(1), Target(2), Target("g"), Target("h"));
        await Lists((tx, page) => tx.Policies.AttachedTo(Target(1), page), P, new PolicyName("a"));
        await Lists((tx, page) => tx.Policies.AttachedTo(Target("g"), page), P, new PolicyName("a"));
        await Lists((tx, page) => tx.Policies.AttachedTo(Target("none"), page));
    }

    [Fact]
    public async Task What_is_evaluated_is_the_default_version_of_each_policy_once()
    {
        await WithPolicyAndTargets();
        await Write(tx =>
        {
            tx.Policies.InsertVersion(P, "new", setAsDefault: true, Now);
            tx.Policies.InsertVersion(P, "draft", setAsDefault: false, Now);
            tx.Policies.Insert(new PolicyName("only-group"), "group", Now);
            tx.Policies.Attach(P, Target(1));
            tx.Policies.Attach(P, Target("g"));
            tx.Policies.Attach(new PolicyName("only-group"), Target("g"));
        });
        Assert.Equal(
            [new PolicyVersion(P, "2", "new", true, Now), new PolicyVersion(new PolicyName("only-group"), "1", "group", true, Now)],
            await Read(tx => tx.Policies.DefaultVersionsFor([Target(1), Target("g"), Target("none")])));
        Assert.Empty(await Read(tx => tx.Policies.DefaultVersionsFor([])));
    }

    Task WithPolicyAndTargets() => Write(tx =>
    {
        tx.Policies.Insert(P, "{}", Now);
        tx.Certificates.Insert(Certificate(1));
        tx.Certificates.Insert(Certificate(2));
        tx.ThingGroups.Insert(Group("g"));
        tx.ThingGroups.Insert(Group("h"));
    });
}
