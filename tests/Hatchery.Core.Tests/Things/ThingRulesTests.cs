using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Things;

public sealed class ThingRulesTests
{
    [Theory]
    [InlineData(Limits.ThingNameMax, true)]
    [InlineData(Limits.ThingNameMax + 1, false)]
    [InlineData(0, false)]
    public void A_name_has_so_many_characters(int length, bool allowed) =>
        Assert.Equal(allowed, Allowed(() => ThingRules.CheckName("The thing name", new string('x', length))));

    [Theory]
    [InlineData("a:B_9-", true)]
    [InlineData("a.b", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    public void A_name_is_of_these_characters(string name, bool allowed) => Assert.Equal(allowed, Allowed(() => ThingRules.CheckName("The thing name", name)));

    [Theory]
    [InlineData(Limits.AttributeNameMax, Limits.AttributeValueMax, true)]
    [InlineData(Limits.AttributeNameMax + 1, 0, false)]
    [InlineData(1, Limits.AttributeValueMax + 1, false)]
    [InlineData(0, 0, false)]
    public void An_attribute_has_so_many_characters(int name, int value, bool allowed) =>
        Assert.Equal(allowed, Allowed(() => ThingRules.CheckAttributes(new Dictionary<string, string> { [new string('n', name)] = new string('v', value) })));

    [Theory]
    [InlineData("a.,@/:#-_", "=[]", true)]
    [InlineData("a", "", true)]
    [InlineData("a=", "", false)]
    [InlineData("a", " ", false)]
    public void An_attribute_is_of_these_characters(string name, string value, bool allowed) =>
        Assert.Equal(allowed, Allowed(() => ThingRules.CheckAttributes(new Dictionary<string, string> { [name] = value })));

    [Theory]
    [InlineData(3, false, true)]
    [InlineData(4, false, false)]
    [InlineData(50, true, true)]
    [InlineData(51, true, false)]
    public void A_thing_has_so_many_attributes(int count, bool hasType, bool allowed) => Assert.Equal(allowed, Allowed(() => ThingRules.CheckAttributeCount(count, hasType)));

    static bool Allowed(Action check) => Record.Exception(check) switch
    {
        null => true,
        AwsError e when e.Code == AwsErrorCode.InvalidParameters => false,
        var other => throw other,
    };
}
