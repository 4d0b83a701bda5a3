using Hatchery.Server.Broker.Wire;

namespace Hatchery.Server.Tests.Broker.Wire;

public sealed class TopicRulesTests
{
    static string Long(int bytes) => new('a', bytes);

    public static TheoryData<string, int> Names => new()
    {
        { "a", 0 },
        { "a/b/c/d/e/f/g/h", 0 },
        { "a/b/c/d/e/f/g/h/i", 3 },
        { "$aws/rules/rule/a/b/c/d/e/f/g/h", 0 },
        { "$aws/rules/rule/a/b/c/d/e/f/g/h/i", 3 },
        { Long(256), 0 },
        { Long(257), 2 },
        { new string('é', 128), 0 },
        { new string('é', 129), 2 },
        { "$aws/rules/rule/" + Long(256), 0 },
        { "", 1 },
        { "a/+", 1 },
        { "a/#", 1 },
        { "a\0", 1 },
        { "a\uFFFD", 1 },
        { "/", 0 },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Topic_names(string topic, int fault) => Assert.Equal((TopicFault)fault, TopicRules.FaultOfName(topic));

    public static TheoryData<string, int> Filters => new()
    {
        { "#", 0 },
        { "+", 0 },
        { "a/+/b/#", 0 },
        { "+/+/+/+/+/+/+/#", 0 },
        { "+/+/+/+/+/+/+/+/#", 3 },
        { "$share/group/a/b/c/d/e/f/g/h", 0 },
        { "$share/group/a/b/c/d/e/f/g/h/i", 3 },
        { "a/#/b", 1 },
        { "a#", 1 },
        { "#a", 1 },
        { "a/b+", 1 },
        { "++", 1 },
        { "", 1 },
        { "\0", 1 },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void Topic_filters(string filter, int fault) => Assert.Equal((TopicFault)fault, TopicRules.FaultOfFilter(filter));
}
