using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api;

public sealed class PagingTests
{
    [Theory]
    [InlineData("thing-1")]
    [InlineData("2026-01-31T12:00:00.000|aé")]
    public void A_token_leads_back_to_its_position(string position)
    {
        var token = Paging.Token(position)!;

        Assert.Matches("^[A-Za-z0-9+/]+={0,2}$", token);
        Assert.Equal(position, Paging.ByMarker(Request(("marker", token))).After);
        Assert.Equal(position, Paging.ByToken(Request(("nextToken", token))).After);
    }

    [Fact]
    public void The_end_has_no_token() => Assert.Null(Paging.Token(null));

    [Fact]
    public void Sizes_and_order_are_read()
    {
        Assert.Equal(new PageRequest(25, After: null, Ascending: false), Paging.ByMarker(Request()));
        Assert.Equal(new PageRequest(250, After: null, Ascending: true), Paging.ByMarker(Request(("pageSize", "250"), ("isAscendingOrder", "true"))));
        Assert.Equal(1, Paging.ByToken(Request(("maxResults", "1"))).Size);
    }

    [Theory]
    [InlineData("pageSize", "0")]
    [InlineData("pageSize", "251")]
    [InlineData("pageSize", "ten")]
    [InlineData("pageSize", "99999999999")]
    [InlineData("marker", "not base 64!")]
    [InlineData("marker", "/w==")]
    [InlineData("isAscendingOrder", "TRUE")]
    public void Anything_else_is_an_invalid_request(string name, string value) =>
        Assert.Equal(AwsErrorCode.InvalidRequest, Assert.Throws<AwsError>(() => Paging.ByMarker(Request((name, value)))).Code);

    [Fact]
    public void A_negative_size_is_refused_in_AWSs_words() => Assert.Contains(
        "Value '-1' at 'pageSize' failed to satisfy constraint: Member must have value greater than or equal to 1",
        Assert.Throws<AwsError>(() => Paging.ByMarker(Request(("pageSize", "-1")))).Message);

    static ApiRequest Request(params (string Name, string Value)[] query) =>
        new(new Dictionary<string, string>(), query.ToDictionary(q => q.Name, q => q.Value), _ => null, default);
}
