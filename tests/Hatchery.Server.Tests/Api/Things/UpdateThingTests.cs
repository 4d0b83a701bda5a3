using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Things;

public sealed class UpdateThingTests : IAsyncDisposable
{
    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Replaces_all_attributes_unless_told_to_merge()
    {
        await api.Send("POST /things/bulb", """{"attributePayload":{"attributes":{"a":"1","b":"2"}}}""");
        await api.Send("PATCH /things/bulb", """{"attributePayload":{"attributes":{"c":"3"}}}""");
        Assert.Equal("""{"c":"3"}""", await Attributes());
    }

    [Fact]
    public async Task Merging_adds_and_an_empty_value_removes()
    {
        await api.Send("POST /things/bulb", """{"attributePayload":{"attributes":{"a":"1","b":"2"}}}""");
        await api.Send("PATCH /things/bulb", """{"attributePayload":{"attributes":{"a":"","c":"3"},"merge":true}}""");
        Assert.Equal(["b", "c"], (await api.Send("GET /things/bulb")).GetProperty("attributes").EnumerateObject().Select(a => a.Name).Order());
    }

    [Fact]
    public async Task Without_a_payload_the_attributes_stay()
    {
        await api.Send("POST /thing-types/lamp");
        await api.Send("POST /things/bulb", """{"attributePayload":{"attributes":{"a":"1"}}}""");
        await api.Send("PATCH /things/bulb", """{"thingTypeName":"lamp"}""");
        Assert.Equal("""{"a":"1"}""", await Attributes());
        Assert.Equal("lamp", (await api.Send("GET /things/bulb")).GetProperty("thingTypeName").GetString());
    }

    [Fact]
    public async Task The_version_counts_up_and_an_expected_one_must_match()
    {
        await api.Send("POST /things/bulb");
        await api.Send("PATCH /things/bulb", """{"expectedVersion":1}""");
        Assert.Equal(2, (await api.Send("GET /things/bulb")).GetProperty("version").GetInt64());
        var refusal = await api.Refuse("PATCH /things/bulb", """{"expectedVersion":1}""");
        Assert.Equal(AwsErrorCode.VersionConflict, refusal.Code);
        Assert.Equal(2, (await api.Send("GET /things/bulb")).GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Removes_the_type_unless_the_attributes_need_one()
    {
        await api.Send("POST /thing-types/lamp");
        await api.Send("POST /things/bulb", """{"thingTypeName":"lamp","attributePayload":{"attributes":{"a":"1","b":"2","c":"3","d":"4"}}}""");
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("PATCH /things/bulb", """{"removeThingType":true}""")).Code);
        await api.Send("PATCH /things/bulb", """{"removeThingType":true,"attributePayload":{"attributes":{"a":"1"}}}""");
        Assert.False((await api.Send("GET /things/bulb")).TryGetProperty("thingTypeName", out _));
    }

    [Fact]
    public async Task A_deprecated_type_may_stay_but_not_be_given()
    {
        await api.Send("POST /thing-types/lamp");
        await api.Send("POST /things/bulb", """{"thingTypeName":"lamp"}""");
        await api.Send("POST /things/other");
        await api.Send("POST /thing-types/lamp/deprecate");
        await api.Send("PATCH /things/bulb", """{"thingTypeName":"lamp"}""");
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("PATCH /things/other", """{"thingTypeName":"lamp"}""")).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("PATCH /things/other", """{"thingTypeName":"lamb"}""")).Code);
    }

    [Fact]
    public async Task A_type_cannot_be_given_and_removed_at_once() =>
        Assert.Equal(
            AwsErrorCode.InvalidRequest,
            (await api.Refuse("PATCH /things/bulb", """{"removeThingType":true,"thingTypeName":"lamp"}""")).Code);

    [Fact]
    public async Task A_missing_thing_is_not_found() =>
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("PATCH /things/bulb", "{}")).Code);

    async Task<string> Attributes() => JsonSerializer.Serialize((await api.Send("GET /things/bulb")).GetProperty("attributes"));
}
