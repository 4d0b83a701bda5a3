using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api;

public sealed class RawTargetTests
{
    [Theory]
    [InlineData("/a/b", new[] { "a", "b" })]
    [InlineData("/a/b/", new[] { "a", "b" })]
    [InlineData("/a%2Fb", new[] { "a/b" })]
    [InlineData("/a%252Fb", new[] { "a%2Fb" })]
    [InlineData("/a%25252Fb", new[] { "a%252Fb" })]
    [InlineData("/caf%C3%A9/x+y", new[] { "café", "x+y" })]
    [InlineData("/%zz/%", new[] { "%zz", "%" })]
    [InlineData("//a/./b/../c", new[] { "a", "c" })]
    [InlineData("/..", new string[0])]
    [InlineData("/", new string[0])]
    [InlineData("*", new string[0])]
    [InlineData("http://host:1/a/b?x", new[] { "a", "b" })]
    public void Segments_are_decoded_once_each(string target, string[] segments) =>
        Assert.Equal(segments, RawTarget.Parse(target).Segments());

    [Fact]
    public void Query_keeps_order_plus_signs_and_what_has_no_value()
    {
        var query = RawTarget.Parse("/x?b=1&a&marker=ab%2Bc+d%3D%3D&=&b=2=3&&").Query;

        Assert.Equal([("b", "1"), ("a", ""), ("marker", "ab+c+d=="), ("", ""), ("b", "2=3")], query.Select(p => (p.Key, p.Value)));
    }

    [Fact]
    public void A_question_mark_in_the_query_stays_there() =>
        Assert.Equal("y?z", RawTarget.Parse("/x?a=y?z").Query.Single().Value);
}
