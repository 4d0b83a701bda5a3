using System.Text.RegularExpressions;
using CsCheck;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Wire;

namespace Hatchery.Server.Tests.Broker.Routing;

public sealed class TopicTreeTests
{
    static readonly Gen<string> Level = Gen.OneOf("a", "b", "", "$x");
    static readonly Gen<string> Topic = Level.Array[1, 4].Select(levels => string.Join('/', levels));

    static readonly Gen<string> Filter = Gen.Select(Gen.OneOf(Level, Gen.Const("+")).Array[0, 3], Gen.OneOf("a", "", "+", "#"))
        .Select((levels, last) => string.Join('/', levels.Append(last)));

    [Theory]
    [InlineData("sensor/#", "sensor", false)] // AWS's rule, not MQTT's
    [InlineData("sensor/#", "sensor/", true)]
    [InlineData("sensor/#", "sensor/a/b", true)]
    [InlineData("sensor/+", "sensor/a", true)]
    [InlineData("sensor/+", "sensor/a/b", false)]
    [InlineData("sensor/+", "sensor", false)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "a/b", true)]
    [InlineData("#", "$aws/certificates/create/json", false)]
    [InlineData("+/certificates/#", "$aws/certificates/create/json", false)]
    [InlineData("$aws/certificates/#", "$aws/certificates/create/json", true)]
    [InlineData("$aws/+/create/+", "$aws/certificates/create/json", true)]
    [InlineData("a/#", "a/$b", true)]
    public void Matches_as_AWS_says(string filter, string topic, bool expected)
    {
        var tree = new TopicTree<string>();
        tree.Add(filter, "x");

        Assert.Equal(expected ? 1 : 0, tree.Match(topic, []));
        Assert.Equal(expected, TopicRules.Matches(filter, topic));
    }

    [Fact]
    public void Finds_what_a_regular_expression_finds() =>
        Gen.Select(Filter.Array[0, 12], Topic).Sample((filters, topic) =>
        {
            var tree = new TopicTree<string>();
            foreach (var filter in filters) tree.Add(filter, filter);

            var found = new List<string>();
            tree.Match(topic, found);

            return found.Order().SequenceEqual(filters.Distinct().Where(f => Slow(f, topic)).Order());
        });

    [Fact]
    public void One_filter_against_one_topic_agrees_with_the_regular_expression() =>
        Gen.Select(Filter, Topic).Sample((filter, topic) => TopicRules.Matches(filter, topic) == Slow(filter, topic));

    [Fact]
    public void What_was_removed_is_not_found_and_the_rest_is() =>
        Gen.Select(Filter.Array[1, 12], Gen.Int[0, 11], Topic).Sample((filters, at, topic) =>
        {
            var tree = new TopicTree<string>();
            foreach (var filter in filters) tree.Add(filter, filter);
            var removed = filters[at % filters.Length];

            var first = tree.Remove(removed, removed);
            var second = tree.Remove(removed, removed);
            var found = new List<string>();
            tree.Match(topic, found);

            return first && !second && found.Order().SequenceEqual(filters.Distinct().Where(f => f != removed && Slow(f, topic)).Order());
        });

    [Fact]
    public void One_filter_holds_many_items()
    {
        var tree = new TopicTree<string>();
        var items = Enumerable.Range(0, 1000).Select(i => i.ToString()).ToArray();
        foreach (var item in items) tree.Add("a/+", item);
        foreach (var item in items) tree.Add("a/+", item);
        foreach (var item in items.Where((_, i) => i % 3 != 0)) Assert.True(tree.Remove("a/+", item));

        var found = new List<string>();
        Assert.Equal(1, tree.Match("a/b", found));
        Assert.Equal(items.Where((_, i) => i % 3 == 0).Order(), found.Order());
    }

    [Fact]
    public async Task Reads_and_writes_beside_each_other_lose_nothing()
    {
        var tree = new TopicTree<string>();
        tree.Add("a/b", "kept");

        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(() =>
        {
            for (var i = 0; i < 2000; i++)
            {
                tree.Add($"a/{w}/{i % 7}", "x");
                tree.Remove($"a/{w}/{i % 7}", "x");
            }
        }));
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++) Assert.Equal(1, tree.Match("a/b", []));
        }));

        await Task.WhenAll(writers.Concat(readers));
        Assert.Equal(0, tree.Match("a/1/1", []));
    }

    static bool Slow(string filter, string topic)
    {
        if (topic.StartsWith('$') && !filter.StartsWith('$')) return false;

        var levels = filter.Split('/').Select(level => level switch { "+" => "[^/]*", "#" => ".*", _ => Regex.Escape(level) });
        return Regex.IsMatch(topic, "^" + string.Join('/', levels) + "$");
    }
}
