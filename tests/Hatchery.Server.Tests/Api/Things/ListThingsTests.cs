using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Things;

public sealed class ListThingsTests : IAsyncDisposable
{
    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Pages_through_all_things_by_name()
    {
        foreach (var name in new[] { "e", "b", "d", "a", "c" })
        {
            await api.Send($"POST /things/{name}");
        }

        Assert.Equal(["a", "b", "c", "d", "e"], await api.ListAll("GET /things?maxResults=2", "things", "thingName"));
        Assert.Equal(2, (await api.Send("GET /things?maxResults=2")).GetProperty("things").GetArrayLength());
    }

    [Fact]
    public async Task An_item_shows_type_attributes_and_version()
    {
        await api.Send("POST /thing-types/lamp");
        await api.Send("POST /things/bulb", """{"thingTypeName":"lamp","attributePayload":{"attributes":{"a":"1"}}}""");
        var item = (await api.Send("GET /things")).GetProperty("things")[0];
        Assert.Equal("lamp", item.GetProperty("thingTypeName").GetString());
        Assert.Equal("1", item.GetProperty("attributes").GetProperty("a").GetString());
        Assert.Equal("arn:aws:iot:us-east-1:123456789012:thing/bulb", item.GetProperty("thingArn").GetString());
        Assert.Equal(1, item.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Filters_by_type_or_by_attribute()
    {
        await api.Send("POST /thing-types/lamp");
        await api.Send("POST /things/one", """{"thingTypeName":"lamp"}""");
        await api.Send("POST /things/two", """{"attributePayload":{"attributes":{"room":"kitchen"}}}""");
        await api.Send("POST /things/three", """{"attributePayload":{"attributes":{"room":"kit"}}}""");

        Assert.Equal(["one"], await Names("thingTypeName=lamp"));
        Assert.Equal(["three"], await Names("attributeName=room&attributeValue=kit"));
        Assert.Equal(["three", "two"], await Names("attributeName=room&attributeValue=kit&usePrefixAttributeValue=true"));
        Assert.Empty(await Names("attributeName=floor&attributeValue=kit"));
    }

    [Theory]
    [InlineData("thingTypeName=lamp&attributeName=a&attributeValue=1", "Listing things by the combination of attribute and thing type is not supported")]
    [InlineData("attributeValue=1", "attributeName")]
    [InlineData("maxResults=0", "greater than or equal to 1")]
    [InlineData("maxResults=251", "less than or equal to 250")]
    [InlineData("nextToken=%21", "nextToken")]
    [InlineData("attributeName=a&usePrefixAttributeValue=yes", "usePrefixAttributeValue")]
    public async Task Refuses_a_query_and_says_why(string query, string expected)
    {
        var refusal = await api.Refuse($"GET /things?{query}");
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_token_asks_for_the_first_page()
    {
        await api.Send("POST /things/one");
        Assert.Equal("one", Assert.Single((await api.Send("GET /things?nextToken=")).GetProperty("things").EnumerateArray()).GetProperty("thingName").GetString());
    }

    Task<List<string>> Names(string query) => api.ListAll($"GET /things?{query}", "things", "thingName");
}
