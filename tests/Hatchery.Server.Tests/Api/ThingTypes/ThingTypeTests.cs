using System.Globalization;
using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.ThingTypes;

/// <summary>All operations on thing types, in the order of a type's life.</summary>
public sealed class ThingTypeTests : IAsyncDisposable
{
    const string Lamp = """{"thingTypeProperties":{"thingTypeDescription":"a lamp","searchableAttributes":["room","watt"]}}""";

    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_created_type_can_be_described()
    {
        var created = await api.Send("POST /thing-types/lamp", Lamp);
        Assert.Equal("lamp", created.GetProperty("thingTypeName").GetString());
        Assert.Equal("arn:aws:iot:us-east-1:123456789012:thingtype/lamp", created.GetProperty("thingTypeArn").GetString());

        var type = await api.Send("GET /thing-types/lamp");
        Assert.Equal(created.GetProperty("thingTypeId").GetString(), type.GetProperty("thingTypeId").GetString());
        Assert.Equal("a lamp", type.GetProperty("thingTypeProperties").GetProperty("thingTypeDescription").GetString());
        Assert.Equal(2, type.GetProperty("thingTypeProperties").GetProperty("searchableAttributes").GetArrayLength());
        var metadata = type.GetProperty("thingTypeMetadata");
        Assert.False(metadata.GetProperty("deprecated").GetBoolean());
        Assert.False(metadata.TryGetProperty("deprecationDate", out _));
        Assert.Equal("1767355200.25", metadata.GetProperty("creationDate").GetDecimal().ToString("0.###", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_same_properties_in_any_order_give_the_same_id_and_others_conflict()
    {
        var first = await api.Send("POST /thing-types/lamp", Lamp);
        var second = await api.Send("POST /thing-types/lamp", """{"thingTypeProperties":{"thingTypeDescription":"a lamp","searchableAttributes":["watt","room"]}}""");
        Assert.Equal(first.GetProperty("thingTypeId").GetString(), second.GetProperty("thingTypeId").GetString());

        var refusal = await api.Refuse("POST /thing-types/lamp", "{}");
        Assert.Equal(AwsErrorCode.ResourceAlreadyExists, refusal.Code);
        Assert.Equal("lamp", refusal.ResourceId);
    }

    [Theory]
    [InlineData("{\"thingTypeProperties\":{\"searchableAttributes\":[\"a\",\"b\",\"c\",\"d\"]}}", "searchable")]
    [InlineData("{\"thingTypeProperties\":{\"searchableAttributes\":[\"a b\"]}}", "searchableAttributes")]
    [InlineData("{\"thingTypeProperties\":{\"searchableAttributes\":[null]}}", "must not be null")]
    [InlineData("{\"thingTypeProperties\":{\"thingTypeDescription\":\"two\\nlines\"}}", "thingTypeDescription")]
    [InlineData("{\"thingTypeProperties\":{\"mqtt5Configuration\":{\"propagatingAttributes\":[{\"userPropertyKey\":\"k\"}]}}}", "either a thingAttribute or a connectionAttribute")]
    [InlineData("{\"thingTypeProperties\":{\"mqtt5Configuration\":{\"propagatingAttributes\":[{\"userPropertyKey\":\"k\",\"thingAttribute\":\"a\",\"connectionAttribute\":\"iot:ClientId\"}]}}}", "either a thingAttribute or a connectionAttribute")]
    [InlineData("{\"thingTypeProperties\":{\"mqtt5Configuration\":{\"propagatingAttributes\":[{\"userPropertyKey\":\"a b\",\"thingAttribute\":\"c d\"}]}}}", "2 validation errors detected")]
    [InlineData("{\"thingTypeProperties\":{\"mqtt5Configuration\":{\"propagatingAttributes\":[{\"userPropertyKey\":\"k\",\"connectionAttribute\":\"iot:Other\"}]}}}", "enum value set")]
    [InlineData("{\"thingTypeProperties\":{\"mqtt5Configuration\":{\"propagatingAttributes\":[null]}}}", "must not be null")]
    [InlineData("{\"tags\":[{\"Key\":\"k\"},{\"Key\":\"k\"}]}", "given more than once")]
    public async Task Refuses_a_body_and_says_why(string body, string expected)
    {
        var refusal = await api.Refuse("POST /thing-types/lamp", body);
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_members_that_clients_send_by_habit_pass() =>
        await api.Send("POST /thing-types/lamp", """{"tags":[],"thingTypeProperties":{"searchableAttributes":[],"mqtt5Configuration":{"propagatingAttributes":[]}}}""");

    [Fact]
    public async Task An_update_changes_what_it_names()
    {
        const string Propagating = """{"propagatingAttributes":[{"userPropertyKey":"room","thingAttribute":"room"},{"userPropertyKey":"id","connectionAttribute":"iot:ClientId"}]}""";
        await api.Send("POST /thing-types/lamp", Lamp);
        await api.Send("PATCH /thing-types/lamp", $$$"""{"thingTypeProperties":{"mqtt5Configuration":{{{Propagating}}}}}""");
        Assert.Equal(
            $$$"""{"thingTypeDescription":"a lamp","searchableAttributes":["room","watt"],"mqtt5Configuration":{{{Propagating}}}}""",
            await PropertiesOf("lamp"));

        await api.Send("PATCH /thing-types/lamp", """{"thingTypeProperties":{"thingTypeDescription":"a light","searchableAttributes":["watt"]}}""");
        await api.Send("PATCH /thing-types/lamp", "{}");
        Assert.Equal(
            $$$"""{"thingTypeDescription":"a light","searchableAttributes":["watt"],"mqtt5Configuration":{{{Propagating}}}}""",
            await PropertiesOf("lamp"));

        await api.Send(
            "PATCH /thing-types/lamp",
            """{"thingTypeProperties":{"thingTypeDescription":"","searchableAttributes":[],"mqtt5Configuration":{"propagatingAttributes":[]}}}""");
        Assert.Equal("""{"searchableAttributes":[]}""", await PropertiesOf("lamp"));
    }

    [Fact]
    public async Task An_update_is_checked_as_a_creation_is()
    {
        await api.Send("POST /thing-types/lamp", Lamp);
        var refusal = await api.Refuse("PATCH /thing-types/lamp", """{"thingTypeProperties":{"thingTypeDescription":"new","searchableAttributes":["a","b","c","d"]}}""");
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains("a lamp", await PropertiesOf("lamp"), StringComparison.Ordinal);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("PATCH /thing-types/door", "{}")).Code);
    }

    [Fact]
    public async Task A_deprecated_type_stays_with_its_things_and_is_given_to_no_other_until_that_is_undone()
    {
        const string OfLamp = """{"thingTypeName":"lamp"}""";
        await api.Send("POST /thing-types/lamp");
        await api.Send("POST /things/bulb", OfLamp);
        await api.Send("POST /things/plain");
        await api.Send("POST /thing-types/lamp/deprecate");

        Assert.Contains("deprecated", (await api.Refuse("POST /things/tube", OfLamp)).Message, StringComparison.Ordinal);
        Assert.Contains("deprecated", (await api.Refuse("PATCH /things/plain", OfLamp)).Message, StringComparison.Ordinal);
        await api.Send("PATCH /things/bulb", """{"thingTypeName":"lamp","attributePayload":{"attributes":{"a":"1"}}}""");
        Assert.Equal(["bulb"], await api.ListAll("GET /things?thingTypeName=lamp", "things", "thingName"));

        await api.Send("POST /thing-types/lamp/deprecate", """{"undoDeprecate":true}""");
        await api.Send("POST /things/tube", OfLamp);
        await api.Send("PATCH /things/plain", OfLamp);
        Assert.Equal("lamp", (await api.Send("GET /things/plain")).GetProperty("thingTypeName").GetString());
    }

    [Fact]
    public async Task Deprecation_keeps_its_first_date_and_can_be_undone()
    {
        await api.Send("POST /thing-types/lamp");
        await api.Send("POST /thing-types/lamp/deprecate", "{}");
        api.Time.Now += TimeSpan.FromHours(1);
        await api.Send("POST /thing-types/lamp/deprecate");
        var metadata = (await api.Send("GET /thing-types/lamp")).GetProperty("thingTypeMetadata");
        Assert.True(metadata.GetProperty("deprecated").GetBoolean());
        Assert.Equal(metadata.GetProperty("creationDate").GetDecimal(), metadata.GetProperty("deprecationDate").GetDecimal());

        await api.Send("POST /thing-types/lamp/deprecate", """{"undoDeprecate":true}""");
        metadata = (await api.Send("GET /thing-types/lamp")).GetProperty("thingTypeMetadata");
        Assert.False(metadata.GetProperty("deprecated").GetBoolean());
        Assert.False(metadata.TryGetProperty("deprecationDate", out _));
    }

    [Fact]
    public async Task Only_a_deprecated_type_without_things_is_deleted()
    {
        await api.Send("POST /thing-types/lamp");
        await api.Send("POST /things/bulb", """{"thingTypeName":"lamp"}""");
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("DELETE /thing-types/lamp")).Code);
        await api.Send("POST /thing-types/lamp/deprecate");
        Assert.Contains("associated", (await api.Refuse("DELETE /thing-types/lamp")).Message, StringComparison.Ordinal);
        await api.Send("DELETE /things/bulb");
        await api.Send("DELETE /thing-types/lamp");
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /thing-types/lamp")).Code);
    }

    [Fact]
    public async Task Missing_types_are_not_found()
    {
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /thing-types/lamp")).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("DELETE /thing-types/lamp")).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("POST /thing-types/lamp/deprecate")).Code);
    }

    [Fact]
    public async Task Lists_all_types_or_one()
    {
        await api.Send("POST /thing-types/lamp", Lamp);
        await api.Send("POST /thing-types/door");
        await api.Send("POST /thing-types/fan");
        Assert.Equal(["door", "fan", "lamp"], await api.ListAll("GET /thing-types?maxResults=1", "thingTypes", "thingTypeName"));
        Assert.Equal(["fan"], await api.ListAll("GET /thing-types?thingTypeName=fan", "thingTypes", "thingTypeName"));
        Assert.Empty(await api.ListAll("GET /thing-types?thingTypeName=fa", "thingTypes", "thingTypeName"));
        var lamp = (await api.Send("GET /thing-types?thingTypeName=lamp")).GetProperty("thingTypes")[0];
        Assert.Equal("a lamp", lamp.GetProperty("thingTypeProperties").GetProperty("thingTypeDescription").GetString());
        Assert.False(lamp.GetProperty("thingTypeMetadata").GetProperty("deprecated").GetBoolean());
    }

    async Task<string> PropertiesOf(string type) =>
        JsonSerializer.Serialize((await api.Send($"GET /thing-types/{type}")).GetProperty("thingTypeProperties"));
}
