using CsCheck;
using Hatchery.Core.Linting;

namespace Hatchery.Core.Tests.Linting;

public sealed class JsonPositionsTests
{
    const string Json = "{\n  \"a\": [1,\n    {\"b c\": \"x\"}],\n  \"ü\": {\"d\": null}\n}";

    [Theory]
    [InlineData("$", 1, 1)]
    [InlineData("$.a", 2, 3)]
    [InlineData("$.a[0]", 2, 9)]
    [InlineData("$.a[1]", 3, 5)]
    [InlineData("$.a[1]['b c']", 3, 6)]
    [InlineData("$['\\u00FC'].d", 4, 9)]
    public void A_path_is_found_by_line_and_column(string path, int line, int column) =>
        Assert.Equal((line, column), new JsonPositions(Json).Of(path));

    [Theory]
    [InlineData("$.a[1].nothing", 3, 5)]
    [InlineData("$.a[7]", 2, 3)]
    [InlineData("$.nothing.at.all", 1, 1)]
    [InlineData("status", 1, 1)]
    public void A_path_that_leads_nowhere_is_where_it_would_be(string path, int line, int column) =>
        Assert.Equal((line, column), new JsonPositions(Json).Of(path));

    [Fact]
    public void What_is_no_JSON_is_told_of_where_it_stops() =>
        Assert.Equal(3, new JsonPositions("{\n \"a\": 1,\n ]}").Of("$").Line);

    [Fact]
    public void No_text_makes_it_throw() => Gen.String.Sample(json => new JsonPositions(json).Of("$.a[0]").Line >= 1);
}
