using CsCheck;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Core.Things.Search;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    /// <summary>Words that are near each other, so that queries hit and miss.</summary>
    static readonly Gen<string> Words = Gen.OneOf("a", "A", "ab", "Ab", "abc", "b", "B-1", "10", "9", "1.5", "x:y", "-z");

    static readonly Gen<ThingDocument> Documents =
        from name in Gen.Select(Words, Gen.Int[0, 99], (word, n) => $"{word}{n}".TrimStart('-'))
        from type in Words.Null()
        from groups in Words.Array[0, 2]
        from attributes in Gen.Dictionary(Gen.OneOf("n", "N", "m"), Words)[0, 3]
        from connectivity in Gen.OneOf(
            ThingConnectivity.Never, new ThingConnectivity(true, Now, null), new ThingConnectivity(false, Now.AddHours(-1), "CONNECTION_LOST"))
        select new ThingDocument(Thing(name, type, [.. attributes.Select(a => (a.Key, a.Value))]), [.. groups.Distinct()], connectivity);

    static readonly Gen<ThingQuery> Queries = Gen.Recursive<ThingQuery>((depth, inner) => depth > 3 ? Terms : Gen.Frequency(
        (5, Terms),
        (3, inner.Array[2, 3].Select(parts => (ThingQuery)new ThingQuery.And(parts))),
        (2, inner.Array[2, 3].Select(parts => (ThingQuery)new ThingQuery.Or(parts))),
        (1, inner.Select(part => (ThingQuery)new ThingQuery.Not(part)))));

    static Gen<ThingQuery> Terms => Gen.OneOf(
        Gen.Const<ThingQuery>(new ThingQuery.Everything()),
        Gen.Select(
            Gen.OneOf(
                Gen.OneOf(ThingFieldKind.Any, ThingFieldKind.Name, ThingFieldKind.Id, ThingFieldKind.TypeName, ThingFieldKind.GroupNames, ThingFieldKind.ConnectivityTimestamp, ThingFieldKind.DisconnectReason)
                    .Select(kind => new ThingField(kind)),
                Gen.OneOf("n", "m").Select(name => new ThingField(ThingFieldKind.Attribute, name))),
            Tests,
            (of, test) => (ThingQuery)new ThingQuery.Term(of, test)),
        Gen.OneOf("true", "false").Select(text => (ThingQuery)new ThingQuery.Term(new ThingField(ThingFieldKind.Connected), new ValueTest.Exactly(text))));

    static Gen<ValueTest> Tests => Gen.OneOf(
        Words.Select(word => (ValueTest)new ValueTest.Exactly(FoldedRange.Fold(word))),
        Words.Select(ValueTest.BeginningWith),
        Words.Select(word => (ValueTest)new ValueTest.Like("", $"*{FoldedRange.Fold(word)}")),
        Gen.Const<ValueTest>(new ValueTest.Exists()),
        Gen.Select(Words, Gen.Bool).Select((word, includes) => (ValueTest)new ValueTest.Texts(FoldedRange.Fold(word), includes, null, false)),
        Gen.Select(Words, Gen.Bool).Select((word, includes) => (ValueTest)new ValueTest.Texts(null, false, FoldedRange.Fold(word), includes)),
        Gen.Decimal[0, 20].Select(number => (ValueTest)new ValueTest.Numbers(number, true, null, false)));

    [Fact]
    public async Task A_search_finds_what_the_query_says_by_name_page_by_page()
    {
        var fleet = Documents.Array[60].Single().DistinctBy(thing => thing.Thing.Name).ToArray();
        await Write(tx => Store(tx, fleet));
        var stored = fleet.Select(thing => thing with { GroupNames = [.. thing.GroupNames] }).OrderBy(thing => FoldedRange.Fold(thing.Thing.Name.Value), StringComparer.Ordinal).ToList();
        await Queries.SampleAsync(
            async query =>
            {
                var expected = stored.Where(query.Matches).Select(thing => thing.Thing.Name).ToList();
                var found = await Walk((tx, page) => tx.ThingIndex.Search(query, page), size: 7);
                Assert.Equal(expected.Order(ByName), found.Select(thing => thing.Thing.Name).Order(ByName));
                Assert.Equal(found.Select(thing => FoldedRange.Fold(thing.Thing.Name.Value)), found.Select(thing => FoldedRange.Fold(thing.Thing.Name.Value)).Order(StringComparer.Ordinal));
            },
            iter: 400);
    }

    static Comparer<ThingName> ByName => Comparer<ThingName>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value));

    [Fact]
    public async Task A_search_reads_all_that_the_index_has_of_a_thing()
    {
        var thing = new ThingDocument(Thing("t", "sensor", ("a", "1")), ["g1", "g2", "bill"], new ThingConnectivity(false, Now, "CONNECTION_LOST"));
        await Write(tx =>
        {
            Store(tx, [thing with { GroupNames = ["g1", "g2"] }]);
            tx.BillingGroups.Insert(new BillingGroup(new BillingGroupName("bill"), "id", null, 1, Now));
            tx.BillingGroups.AddThing(new BillingGroupName("bill"), new ThingName("t"));
        });
        var found = Assert.Single((await Search("thingGroupNames:BILL")).Items);
        Assert.Equivalent(thing, found, strict: true);
    }

    [Fact]
    public async Task A_search_is_up_to_date_within_its_transaction_and_forgets_what_is_deleted()
    {
        await Write(tx =>
        {
            Store(tx, [new ThingDocument(Thing("t", null, ("a", "X")), ["g"], new ThingConnectivity(true, Now, null))]);
            Assert.Single(tx.ThingIndex.Search(ThingQueryParser.Parse("attributes.a:x connectivity.connected:true"), new PageRequest(10)).Items);
            tx.Things.Update(Thing("t", null, ("a", "x")));
            Assert.Equal("x", Assert.Single(tx.ThingIndex.WithAttributeValue("X", 5)).Value);
            tx.Things.Delete(new ThingName("t"));
        });
        Assert.Empty((await Search("*")).Items);
        Assert.Empty((await Search("g")).Items);
        Assert.Null(await Read(tx => tx.ThingConnectivity.Find(new ThingName("t"))));
    }

    [Fact]
    public async Task A_page_of_a_search_that_finds_little_ends_all_the_same()
    {
        var fleet = Enumerable.Range(0, 6_000).Select(i => new ThingDocument(Thing($"t{i:0000}", null, ("n", $"{i}")), [], ThingConnectivity.Never)).ToList();
        await Write(tx => Store(tx, fleet));
        var first = await Search("attributes.n:>5998");
        Assert.Empty(first.Items);
        Assert.NotNull(first.Next);
        var second = await Search("attributes.n:>5998", first.Next);
        Assert.Equal(("t5999", null), (Assert.Single(second.Items).Thing.Name.Value, second.Next));
    }

    [Fact]
    public async Task Connectivity_is_kept_of_things_alone_and_ended_all_at_once()
    {
        await Write(tx => tx.Things.Insert(Thing("a")));
        var (connected, lost) = (new ThingConnectivity(true, Now, null), new ThingConnectivity(false, Now.AddSeconds(1), "CONNECTION_LOST"));
        Assert.True(await Write(tx => tx.ThingConnectivity.Set(new ThingName("a"), connected)));
        Assert.False(await Write(tx => tx.ThingConnectivity.Set(new ThingName("none"), connected)));
        await ReopenAsync();
        Assert.Equal(connected, await Read(tx => tx.ThingConnectivity.Find(new ThingName("a"))));
        Assert.Equal(1, await Write(tx => tx.ThingConnectivity.DisconnectAll(Now.AddSeconds(1), "CONNECTION_LOST")));
        Assert.Equal(0, await Write(tx => tx.ThingConnectivity.DisconnectAll(Now.AddSeconds(9), "SERVER_ERROR")));
        Assert.Equal(lost, await Read(tx => tx.ThingConnectivity.Find(new ThingName("a"))));
    }

    [Fact]
    public async Task Indexing_is_on_until_it_is_switched_off()
    {
        Assert.Equal(IndexingConfiguration.Default, await Read(tx => tx.ThingIndex.Configuration));
        var registryOnly = new IndexingConfiguration(Registry: true, Connectivity: false);
        await Write(tx => tx.ThingIndex.Configure(registryOnly));
        await ReopenAsync();
        Assert.Equal(registryOnly, await Read(tx => tx.ThingIndex.Configuration));
    }

    static void Store(IRegistryTransaction tx, IEnumerable<ThingDocument> fleet)
    {
        foreach (var (thing, groups, connectivity) in fleet)
        {
            if (thing.TypeName is { } type && tx.ThingTypes.Find(type) is null)
            {
                tx.ThingTypes.Insert(ThingType(type.Value));
            }

            tx.Things.Insert(thing);
            foreach (var group in groups.Select(name => new ThingGroupName(name)))
            {
                if (tx.ThingGroups.Find(group) is null)
                {
                    tx.ThingGroups.Insert(Group(group.Value));
                }

                tx.ThingGroups.AddThing(group, thing.Name);
            }

            if (connectivity.Since is not null)
            {
                tx.ThingConnectivity.Set(thing.Name, connectivity);
            }
        }
    }

    ValueTask<Page<ThingDocument>> Search(string query, string? after = null) => Read(tx => tx.ThingIndex.Search(ThingQueryParser.Parse(query), new PageRequest(10, after)));
}
