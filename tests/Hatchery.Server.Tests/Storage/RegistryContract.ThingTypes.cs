using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    [Fact]
    public async Task A_thing_type_comes_back_as_it_was_stored_and_can_be_deprecated()
    {
        var type = new ThingType(new ThingTypeName("sensor"), "id", "a sensor", ["model", "site"], Now);
        await Write(tx => tx.ThingTypes.Insert(type));
        Assert.Equivalent(type, await Read(tx => tx.ThingTypes.Find(type.Name)), strict: true);

        await Write(tx => tx.ThingTypes.SetDeprecated(type.Name, Now.AddDays(1)));
        Assert.Equal(Now.AddDays(1), (await Read(tx => tx.ThingTypes.Find(type.Name)))!.DeprecatedAt);
        await Write(tx => tx.ThingTypes.SetDeprecated(type.Name, null));
        Assert.Null((await Read(tx => tx.ThingTypes.Find(type.Name)))!.DeprecatedAt);
    }

    [Fact]
    public async Task A_thing_type_is_updated_and_keeps_what_is_no_property()
    {
        var type = ThingType("sensor") with { PropagatingAttributes = [new("site", "site", null), new("client", null, "iot:ClientId")] };
        await Write(tx =>
        {
            tx.ThingTypes.Insert(type);
            tx.ThingTypes.SetDeprecated(type.Name, Now);
        });
        Assert.Equivalent(type with { DeprecatedAt = Now }, await Read(tx => tx.ThingTypes.Find(type.Name)), strict: true);

        var updated = type with { Description = "new", SearchableAttributes = ["a"], PropagatingAttributes = [] };
        Assert.Equal([new RegistryChange(RegistryChangeKind.ThingType, "sensor")], await ChangesOf(tx => tx.ThingTypes.Update(updated)));
        Assert.Equivalent(updated with { DeprecatedAt = Now }, await Read(tx => tx.ThingTypes.Find(type.Name)), strict: true);
    }

    [Fact]
    public async Task A_thing_type_is_taken_once_used_or_not_and_deleted_when_unused()
    {
        await Write(tx => tx.ThingTypes.Insert(ThingType("sensor")));
        await Refused(tx => tx.ThingTypes.Insert(ThingType("sensor")), AwsErrorCode.ResourceAlreadyExists);
        Assert.False(await Read(tx => tx.ThingTypes.IsUsed(new ThingTypeName("sensor"))));

        await Write(tx => tx.Things.Insert(Thing("t", "sensor")));
        Assert.True(await Read(tx => tx.ThingTypes.IsUsed(new ThingTypeName("sensor"))));
        await Assert.ThrowsAnyAsync<Exception>(() => Write(tx => tx.ThingTypes.Delete(new ThingTypeName("sensor"))));

        await Write(tx => tx.Things.Delete(new ThingName("t")));
        Assert.True(await Write(tx => tx.ThingTypes.Delete(new ThingTypeName("sensor"))));
        Assert.False(await Write(tx => tx.ThingTypes.Delete(new ThingTypeName("sensor"))));
    }

    [Fact]
    public async Task Thing_types_are_listed_by_name_or_just_one()
    {
        string[] names = ["c", "a", "b"];
        await Write(tx => Array.ForEach(names, name => tx.ThingTypes.Insert(ThingType(name))));
        Assert.Equal(["a", "b", "c"], (await Walk((tx, page) => tx.ThingTypes.List(null, page))).Select(type => type.Name.Value));
        Assert.Equal(["c", "b", "a"], (await Walk((tx, page) => tx.ThingTypes.List(null, page), ascending: false)).Select(type => type.Name.Value));
        Assert.Equal(["b"], (await Walk((tx, page) => tx.ThingTypes.List(new ThingTypeName("b"), page))).Select(type => type.Name.Value));
        Assert.Empty(await Walk((tx, page) => tx.ThingTypes.List(new ThingTypeName("d"), page)));
    }
}
