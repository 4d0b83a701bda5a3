using Hatchery.Server.Signals;

namespace Hatchery.Server.Tests.Signals;

public sealed class BoundedNamesTests
{
    [Fact]
    public void Names_that_a_device_makes_up_are_one_label_and_take_no_place()
    {
        var names = new BoundedNames(2, name => name.StartsWith("real", StringComparison.Ordinal));

        var labels = Enumerable.Range(0, 10_000).Select(i => names.LabelOf($"made-up-{i}")).Append(names.LabelOf("real-1")).Append(names.LabelOf("real-2")).ToHashSet();

        Assert.Equal(["other", "real-1", "real-2"], labels.Order());
    }

    [Fact]
    public void Beyond_the_bound_further_names_share_a_label_and_known_ones_keep_theirs()
    {
        var names = new BoundedNames(2, _ => true);

        Assert.Equal(["a", "b", "other", "a", "other"], new[] { "a", "b", "c", "a", "d" }.Select(names.LabelOf));
    }
}
