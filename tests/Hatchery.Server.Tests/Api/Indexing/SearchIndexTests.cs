using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Indexing;

public sealed class SearchIndexTests : IAsyncDisposable
{
    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_found_thing_has_the_members_of_AWS()
    {
        await api.Send("POST /thing-types/lamp");
        var made = await api.Send("POST /things/Lamp-1", """{"thingTypeName":"lamp","attributePayload":{"attributes":{"site":"Berlin"}}}""");
        await api.Send("POST /thing-groups/g");
        await api.Send("PUT /thing-groups/addThingToThingGroup", """{"thingName":"Lamp-1","thingGroupName":"g"}""");

        var answer = await Search("thingName:lamp* attributes.site:berlin");
        Assert.Equal(
            $$$"""{"things":[{"thingName":"Lamp-1","thingId":"{{{made.GetProperty("thingId")}}}","thingTypeName":"lamp","thingGroupNames":["g"],"attributes":{"site":"Berlin"},"connectivity":{"connected":false}}]}""",
            answer.GetRawText());
    }

    [Fact]
    public async Task Pages_follow_by_token_in_the_order_of_names()
    {
        foreach (var name in new[] { "c", "B", "a", "D" })
        {
            await api.Send($"POST /things/{name}");
        }

        List<string> names = [];
        string? token = null;
        do
        {
            var page = await api.Send("POST /indices/search", JsonSerializer.Serialize(new { indexName = "AWS_Things", queryString = "*", maxResults = 3, nextToken = token, queryVersion = "2017-09-30" }));
            names.AddRange(page.GetProperty("things").EnumerateArray().Select(thing => thing.GetProperty("thingName").GetString()!));
            token = page.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);
        Assert.Equal(["a", "B", "c", "D"], names);
    }

    [Theory]
    [InlineData("""{}""", "Value null at 'queryString'")]
    [InlineData("""{"queryString":""}""", "Value '' at 'queryString'")]
    [InlineData("""{"queryString":"*","maxResults":0}""", "greater than or equal to 1")]
    [InlineData("""{"queryString":"*","maxResults":101}""", "less than or equal to 100")]
    [InlineData("""{"queryString":"*","indexName":"a b"}""", "Value 'a b' at 'indexName'")]
    [InlineData("""{"queryString":"*","nextToken":"nope"}""", "Invalid nextToken")]
    [InlineData("""{"queryString":"*","queryVersion":"2020-01-01"}""", "There is no query version '2020-01-01'")]
    public async Task A_bad_request_says_what_is_wrong(string body, string text)
    {
        var refusal = await api.Refuse("POST /indices/search", body);
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_query_is_an_invalid_query_and_another_index_is_not_found()
    {
        Assert.Equal(AwsErrorCode.InvalidQuery, (await api.Refuse("POST /indices/search", """{"queryString":"thingName:("}""")).Code);
        foreach (var index in new[] { "AWS_ThingGroups", "aws_things" })
        {
            var refusal = await api.Refuse("POST /indices/search", $$"""{"queryString":"*","indexName":"{{index}}"}""");
            Assert.Equal(AwsErrorCode.ResourceNotFound, refusal.Code);
        }
    }

    [Fact]
    public async Task Switched_off_the_index_is_gone_and_switched_on_it_is_back()
    {
        await api.Send("POST /things/t");
        Assert.Equal("""{"indexNames":["AWS_Things"]}""", (await api.Send("GET /indices")).GetRawText());
        Assert.Equal(
            """{"indexName":"AWS_Things","indexStatus":"ACTIVE","schema":"REGISTRY_AND_CONNECTIVITY_STATUS"}""", (await api.Send("GET /indices/AWS_Things")).GetRawText());
        Assert.Equal(("REGISTRY", "STATUS"), await Modes());

        await Configure("OFF");
        Assert.Equal("""{"indexNames":[]}""", (await api.Send("GET /indices")).GetRawText());
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /indices/AWS_Things")).Code);
        Assert.Contains("thing indexing is OFF", (await api.Refuse("POST /indices/search", """{"queryString":"*"}""")).Message, StringComparison.Ordinal);
        Assert.Equal(AwsErrorCode.IndexNotReady, (await api.Refuse("POST /things/t/connectivity-data")).Code);
        Assert.Equal(("OFF", "OFF"), await Modes());

        // AWS: connectivity is indexed when it is asked for.
        await Configure("REGISTRY");
        Assert.False((await Search("*")).GetProperty("things")[0].TryGetProperty("connectivity", out _));
        Assert.Equal(AwsErrorCode.InvalidQuery, (await api.Refuse("POST /indices/search", """{"queryString":"connectivity.connected:true"}""")).Code);
        Assert.Equal("REGISTRY", (await api.Send("GET /indices/AWS_Things")).GetProperty("schema").GetString());

        await Configure("REGISTRY", "STATUS");
        Assert.True((await Search("*")).GetProperty("things")[0].TryGetProperty("connectivity", out _));
    }

    [Theory]
    [InlineData("""{"thingIndexingConfiguration":{}}""", "Value null at 'thingIndexingConfiguration.thingIndexingMode'")]
    [InlineData("""{"thingIndexingConfiguration":{"thingIndexingMode":"ON"}}""", "Member must satisfy enum value set: [OFF, REGISTRY, REGISTRY_AND_SHADOW]")]
    [InlineData("""{"thingIndexingConfiguration":{"thingIndexingMode":"REGISTRY_AND_SHADOW"}}""", "thingIndexingMode REGISTRY_AND_SHADOW is not supported")]
    [InlineData("""{"thingIndexingConfiguration":{"thingIndexingMode":"REGISTRY","customFields":[{"name":"attributes.a","type":"Number"}]}}""", "customFields is not supported")]
    [InlineData("""{"thingIndexingConfiguration":{"thingIndexingMode":"REGISTRY","filter":{"namedShadowNames":["s"]}}}""", "filter is not supported")]
    [InlineData("""{"thingIndexingConfiguration":{"thingIndexingMode":"OFF","thingConnectivityIndexingMode":"STATUS"}}""", "can't be STATUS while thingIndexingMode is OFF")]
    [InlineData("""{"thingGroupIndexingConfiguration":{"thingGroupIndexingMode":"ON"}}""", "thingGroupIndexingMode ON is not supported")]
    public async Task A_configuration_that_is_wrong_or_not_built_is_refused_and_changes_nothing(string body, string text)
    {
        Assert.Contains(text, (await api.Refuse("POST /indexing/config", body)).Message, StringComparison.Ordinal);
        Assert.Equal(("REGISTRY", "STATUS"), await Modes());
    }

    [Fact]
    public async Task A_thing_that_never_connected_is_disconnected_and_an_unknown_one_is_not_found()
    {
        await api.Send("POST /things/t");
        Assert.Equal("""{"thingName":"t","connected":false,"disconnectReason":"UNKNOWN"}""", (await api.Send("POST /things/t/connectivity-data")).GetRawText());
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("POST /things/none/connectivity-data")).Code);
    }

    Task<JsonElement> Search(string query) => api.Send("POST /indices/search", JsonSerializer.Serialize(new { queryString = query }));

    Task<JsonElement> Configure(string things, string? connectivity = null) => api.Send(
        "POST /indexing/config",
        JsonSerializer.Serialize(new { thingIndexingConfiguration = new { thingIndexingMode = things, thingConnectivityIndexingMode = connectivity } }));

    async Task<(string?, string?)> Modes()
    {
        var configuration = (await api.Send("GET /indexing/config")).GetProperty("thingIndexingConfiguration");
        return (configuration.GetProperty("thingIndexingMode").GetString(), configuration.GetProperty("thingConnectivityIndexingMode").GetString());
    }
}
