using Hatchery.Core;
using Hatchery.Core.Events;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    static readonly EventType[] AllEvents = Enum.GetValues<EventType>();

    [Fact]
    public async Task Event_configurations_are_kept_type_by_type_with_their_times()
    {
        var none = await Read(tx => tx.EventConfigurations.Read());
        Assert.Equal((0, null, null), (none.Enabled.Count, none.CreatedAt, none.ModifiedAt));

        await Write(tx => tx.EventConfigurations.Update(new Dictionary<EventType, bool> { [EventType.Thing] = true, [EventType.Job] = false }, Now));
        await Write(tx => tx.EventConfigurations.Update(new Dictionary<EventType, bool> { [EventType.CaCertificate] = true }, Now.AddMinutes(1)));
        await Write(tx => tx.EventConfigurations.Update(new Dictionary<EventType, bool> { [EventType.Thing] = false }, Now.AddMinutes(2)));
        await ReopenAsync();

        var kept = await Read(tx => tx.EventConfigurations.Read());
        Assert.Equal([EventType.CaCertificate], kept.Enabled);
        Assert.Equal((Now, Now.AddMinutes(2)), (kept.CreatedAt, kept.ModifiedAt));
    }

    [Fact]
    public async Task No_events_are_raised_until_they_are_switched_on_and_then_those_only()
    {
        var heard = new List<RegistryEvent>();
        Registry.EventsCommitted += heard.AddRange;
        await Write(tx => tx.Things.Insert(Thing("before")));
        await SwitchOn(EventType.ThingGroup);
        await Write(tx => tx.Things.Insert(Thing("other type")));
        Assert.Empty(heard);

        await Write(tx => tx.ThingGroups.Insert(Group("g")));
        Assert.Equal(["thingGroup/g/created"], Topics(heard));
    }

    [Fact]
    public async Task What_was_switched_on_holds_in_the_same_transaction_and_after_opening_again()
    {
        var heard = new List<RegistryEvent>();
        Registry.EventsCommitted += heard.AddRange;
        await Write(tx =>
        {
            tx.EventConfigurations.Update(new Dictionary<EventType, bool> { [EventType.Thing] = true }, Now);
            tx.Things.Insert(Thing("one"));
        });
        await ReopenAsync();
        Registry.EventsCommitted += heard.AddRange;
        await Write(tx => tx.Things.Insert(Thing("two")));
        Assert.Equal(["thing/one/created", "thing/two/created"], Topics(heard));
    }

    [Fact]
    public async Task A_switch_that_was_not_committed_does_not_hold()
    {
        var heard = new List<RegistryEvent>();
        Registry.EventsCommitted += heard.AddRange;
        await Refused(
            tx =>
            {
                tx.EventConfigurations.Update(new Dictionary<EventType, bool> { [EventType.Thing] = true }, Now);
                throw AwsError.InvalidRequest("no");
            },
            AwsErrorCode.InvalidRequest);
        await Write(tx => tx.Things.Insert(Thing("t")));
        Assert.Empty(heard);
    }

    [Fact]
    public async Task Everything_that_happens_to_a_thing_is_an_event()
    {
        await Write(tx =>
        {
            tx.ThingTypes.Insert(ThingType("lamp"));
            tx.ThingTypes.Insert(ThingType("plug"));
            tx.ThingGroups.Insert(Group("a"));
            tx.ThingGroups.Insert(Group("b"));
        });
        await SwitchOn(AllEvents);
        var t = new ThingName("t");
        Assert.Equal(["thing/t/created", "thingTypeAssociation/thing/t/thingType/lamp/added"], await EventsOf(tx => tx.Things.Insert(Thing("t", "lamp"))));
        Assert.Equal(
            ["thing/t/updated", "thingTypeAssociation/thing/t/thingType/lamp/removed", "thingTypeAssociation/thing/t/thingType/plug/added"],
            await EventsOf(tx => tx.Things.Update(Thing("t", "plug") with { Version = 2 })));
        Assert.Equal(["thing/t/updated"], await EventsOf(tx => tx.Things.Update(Thing("t", "plug") with { Version = 3 })));

        Assert.Equal(["thingGroupMembership/thingGroup/a/thing/t/added"], await EventsOf(tx => tx.ThingGroups.AddThing(new("a"), t)));
        Assert.Empty(await EventsOf(tx => tx.ThingGroups.AddThing(new("a"), t)));
        Assert.Equal(["thingGroupMembership/thingGroup/a/thing/t/removed"], await EventsOf(tx => tx.ThingGroups.RemoveThing(new("a"), t)));
        Assert.Empty(await EventsOf(tx => tx.ThingGroups.RemoveThing(new("a"), t)));

        await Write(tx =>
        {
            tx.ThingGroups.AddThing(new("b"), t);
            tx.ThingGroups.AddThing(new("a"), t);
        });
        Assert.Equal(
            [
                "thingGroupMembership/thingGroup/a/thing/t/removed",
                "thingGroupMembership/thingGroup/b/thing/t/removed",
                "thingTypeAssociation/thing/t/thingType/plug/removed",
                "thing/t/deleted",
            ],
            await EventsOf(tx => tx.Things.Delete(t)));
        Assert.Empty(await EventsOf(tx => tx.Things.Delete(t)));
    }

    [Fact]
    public async Task A_deleted_thing_is_told_as_it_was_last()
    {
        await SwitchOn(EventType.Thing);
        var last = Thing("t", null, ("a", "1")) with { Version = 7 };
        await Write(tx => tx.Things.Insert(Thing("t")));
        await Write(tx => tx.Things.Update(last));
        var told = Assert.IsType<ThingEvent>(Assert.Single(await Heard(tx => tx.Things.Delete(last.Name))));
        Assert.Equivalent(last, told.Thing, strict: true);
    }

    [Fact]
    public async Task Everything_that_happens_to_a_type_is_an_event()
    {
        await SwitchOn(AllEvents);
        var lamp = new ThingTypeName("lamp");
        Assert.Equal(["thingType/lamp/created"], await EventsOf(tx => tx.ThingTypes.Insert(ThingType("lamp"))));
        var deprecated = Assert.IsType<ThingTypeEvent>(Assert.Single(await Heard(tx => tx.ThingTypes.SetDeprecated(lamp, Now))));
        Assert.Equal(("UPDATED", Now), (deprecated.Operation.Name, deprecated.ThingType.DeprecatedAt));
        Assert.Equal(["thingType/lamp/deleted"], await EventsOf(tx => tx.ThingTypes.Delete(lamp)));
        Assert.Empty(await EventsOf(tx => tx.ThingTypes.Delete(lamp)));
        Assert.Empty(await EventsOf(tx => tx.ThingTypes.SetDeprecated(lamp, Now)));
    }

    [Fact]
    public async Task Everything_that_happens_to_a_group_is_an_event()
    {
        await SwitchOn(AllEvents);
        Assert.Equal(["thingGroup/root/created"], await EventsOf(tx => tx.ThingGroups.Insert(Group("root"))));
        Assert.Equal(
            ["thingGroup/mid/created", "thingGroupHierarchy/thingGroup/root/childThingGroup/mid/added"],
            await EventsOf(tx => tx.ThingGroups.Insert(Group("mid", "root"))));
        var leaf = Assert.IsType<ThingGroupEvent>((await Heard(tx => tx.ThingGroups.Insert(Group("leaf", "mid"))))[0]);
        Assert.Equal(["root", "mid"], leaf.Ancestors.Select(ancestor => ancestor.Name.Value));
        Assert.Equal(["thingGroup/leaf/updated"], await EventsOf(tx => tx.ThingGroups.Update(Group("leaf", "mid") with { Version = 2 })));

        var gone = await Heard(tx => tx.ThingGroups.Delete(new("leaf")));
        Assert.Equal(["thingGroup/leaf/deleted", "thingGroupHierarchy/thingGroup/mid/childThingGroup/leaf/removed"], Topics(gone));
        Assert.Equal((2L, 2), (((ThingGroupEvent)gone[0]).Group.Version, ((ThingGroupEvent)gone[0]).Ancestors.Count));
        Assert.Empty(await EventsOf(tx => tx.ThingGroups.Delete(new("leaf"))));
    }

    /// <summary>No event without its commit, none left out, all in the order of the commits: from the events alone one can know what the registry holds.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whoever_follows_the_events_knows_what_the_registry_holds(int seed)
    {
        await Write(tx =>
        {
            tx.ThingTypes.Insert(ThingType("lamp"));
            tx.ThingTypes.Insert(ThingType("plug"));
            tx.ThingGroups.Insert(Group("a"));
            tx.ThingGroups.Insert(Group("b"));
        });
        await SwitchOn(AllEvents);
        var heard = new List<RegistryEvent>();
        Registry.EventsCommitted += heard.AddRange;

        var random = new Random(seed);
        var scripts = Enumerable.Range(0, 150).Select(_ => (Acts: Enumerable.Range(0, random.Next(1, 5)).Select(_ => Act(random)).ToArray(), Fails: random.Next(3) == 0)).ToArray();
        var bodies = await WhileTheWriterIsBusy(() => scripts.Select(script => Write(tx =>
        {
            Array.ForEach(script.Acts, act => act(tx));
            if (script.Fails)
            {
                throw AwsError.InvalidRequest("every third");
            }
        })));
        await Task.WhenAll(bodies).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Contains(bodies, body => body.IsFaulted);

        Dictionary<string, (long Version, string? Type)> things = [];
        HashSet<string> memberships = [];
        foreach (var happened in heard)
        {
            switch (happened)
            {
                case ThingEvent thing when thing.Operation == EventOperation.Deleted:
                    Assert.True(things.Remove(thing.Thing.Name.Value));
                    break;
                case ThingEvent thing:
                    Assert.Equal(thing.Operation == EventOperation.Updated, things.ContainsKey(thing.Thing.Name.Value));
                    things[thing.Thing.Name.Value] = (thing.Thing.Version, things.GetValueOrDefault(thing.Thing.Name.Value).Type);
                    break;
                case ThingTypeAssociationEvent type:
                    things[type.Thing.Value] = things[type.Thing.Value] with { Type = type.Operation == EventOperation.Added ? type.ThingType.Value : null };
                    break;
                case ThingGroupMembershipEvent membership:
                    var pair = $"{membership.Group} {membership.Thing}";
                    Assert.True(membership.Operation == EventOperation.Added ? memberships.Add(pair) : memberships.Remove(pair));
                    break;
            }
        }

        var held = await Read(tx => tx.Things.List(new ThingFilter(), new PageRequest(250)).Items);
        Assert.NotEmpty(held);
        Assert.Equal(held.Select(t => (t.Name.Value, t.Version, t.TypeName?.Value)), things.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, t.Value.Version, t.Value.Type)));
        var members = await Read(tx => new[] { "a", "b" }.SelectMany(g => tx.ThingGroups.ThingsIn(new(g), false, new PageRequest(250)).Items.Select(t => $"{g} {t}")).ToHashSet());
        Assert.Equal(members, memberships);
    }

    /// <summary>One random act. Some are refused by the registry itself, which fails their whole body.</summary>
    static Action<IRegistryTransaction> Act(Random random)
    {
        var name = new ThingName($"t{random.Next(8)}");
        var group = new ThingGroupName(random.Next(2) == 0 ? "a" : "b");
        string?[] types = [null, "lamp", "plug"];
        var type = types[random.Next(3)];
        return random.Next(6) switch
        {
            0 or 1 => tx => tx.Things.Insert(Thing(name.Value, type)),
            2 => tx => tx.Things.Update(Thing(name.Value, type) with { Version = tx.Things.Find(name)?.Version + 1 ?? 0 }),
            3 => tx => tx.Things.Delete(name),
            4 => tx => tx.ThingGroups.AddThing(group, name),
            _ => tx => tx.ThingGroups.RemoveThing(group, name),
        };
    }

    protected Task SwitchOn(params EventType[] types) =>
        Write(tx => tx.EventConfigurations.Update(types.ToDictionary(type => type, _ => true), Now));

    async Task<List<RegistryEvent>> Heard(Action<IRegistryTransaction> body)
    {
        var heard = new List<RegistryEvent>();
        void Listen(IReadOnlyList<RegistryEvent> events) => heard.AddRange(events);
        Registry.EventsCommitted += Listen;
        await Write(body);
        Registry.EventsCommitted -= Listen;
        return heard;
    }

    async Task<List<string>> EventsOf(Action<IRegistryTransaction> body) => Topics(await Heard(body));

    static List<string> Topics(IEnumerable<RegistryEvent> events) => [.. events.Select(e => e.Topic["$aws/events/".Length..])];
}
