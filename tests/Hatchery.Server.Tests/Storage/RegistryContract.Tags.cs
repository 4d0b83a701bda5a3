using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    [Fact]
    public async Task Tags_are_kept_by_resource_replaced_by_key_and_listed_by_it()
    {
        var (group, type) = (TaggedResource.ThingGroup(new ThingGroupName("x")), TaggedResource.ThingType(new ThingTypeName("x")));
        await Write(tx =>
        {
            tx.Tags.Set(group, new Tag("site", "bonn"));
            tx.Tags.Set(group, new Tag("Site", ""));
            tx.Tags.Set(group, new Tag("größe", "ü"));
            tx.Tags.Set(group, new Tag("site", "berlin"));
            tx.Tags.Set(type, new Tag("site", "ulm"));
        });
        await ReopenAsync();
        await Lists((tx, page) => tx.Tags.List(group, page), new Tag("Site", ""), new Tag("größe", "ü"), new Tag("site", "berlin"));
        await Lists((tx, page) => tx.Tags.List(type, page), new Tag("site", "ulm"));
        Assert.Equal(3, await Read(tx => tx.Tags.Count(group)));

        Assert.True(await Write(tx => tx.Tags.Remove(group, "site")));
        Assert.False(await Write(tx => tx.Tags.Remove(group, "site")));
        Assert.Equal((2, 1), await Read(tx => (tx.Tags.Count(group), tx.Tags.Count(type))));
    }

    [Fact]
    public async Task Tags_go_with_their_resource()
    {
        var ca = Ca(1);
        TaggedResource[] resources =
        [
            TaggedResource.ThingType(new ThingTypeName("x")),
            TaggedResource.ThingGroup(new ThingGroupName("x")),
            TaggedResource.BillingGroup(new BillingGroupName("x")),
            TaggedResource.Policy(P),
            TaggedResource.Template(new TemplateName("x")),
            TaggedResource.CaCertificate(ca.Id),
            TaggedResource.RoleAlias(Alias("x").Name),
        ];
        await Write(tx =>
        {
            tx.ThingTypes.Insert(ThingType("x"));
            tx.ThingGroups.Insert(Group("x"));
            tx.BillingGroups.Insert(BillingGroup("x"));
            tx.Policies.Insert(P, "{}", Now);
            tx.Templates.Insert(Template("x"), "{}");
            tx.CaCertificates.Insert(ca);
            tx.RoleAliases.Insert(Alias("x"));
            Array.ForEach(resources, resource => tx.Tags.Set(resource, new Tag("k", "v")));
        });

        await Write(tx =>
        {
            tx.ThingTypes.Delete(new ThingTypeName("x"));
            tx.ThingGroups.Delete(new ThingGroupName("x"));
            tx.BillingGroups.Delete(new BillingGroupName("x"));
            tx.Policies.Delete(P);
            tx.Templates.Delete(new TemplateName("x"));
            tx.CaCertificates.Delete(ca.Id);
            tx.RoleAliases.Delete(Alias("x").Name);
        });
        Assert.All(await Read(tx => resources.Select(tx.Tags.Count).ToList()), count => Assert.Equal(0, count));
    }
}
