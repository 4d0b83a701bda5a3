using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Things;

public sealed class CreateThingTests : IAsyncDisposable
{
    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Answers_name_arn_and_id()
    {
        var created = await api.Send("POST /things/bulb:1", "{}");
        Assert.Equal("bulb:1", created.GetProperty("thingName").GetString());
        Assert.Equal("arn:aws:iot:us-east-1:123456789012:thing/bulb:1", created.GetProperty("thingArn").GetString());
        Assert.True(Guid.TryParse(created.GetProperty("thingId").GetString(), out _));
    }

    [Fact]
    public async Task The_same_configuration_again_gives_the_same_id()
    {
        const string Body = """{"attributePayload":{"attributes":{"a":"1","b":"2"}}}""";
        var first = await api.Send("POST /things/bulb", Body);
        var second = await api.Send("POST /things/bulb", """{"attributePayload":{"attributes":{"b":"2","a":"1","gone":""}}}""");
        Assert.Equal(first.GetProperty("thingId").GetString(), second.GetProperty("thingId").GetString());
    }

    [Fact]
    public async Task Another_configuration_is_a_conflict_that_names_the_thing()
    {
        await api.Send("POST /thing-types/lamp");
        await api.Send("POST /things/bulb", """{"attributePayload":{"attributes":{"a":"1"}}}""");

        var attributes = await api.Refuse("POST /things/bulb", """{"attributePayload":{"attributes":{"a":"2"}}}""");
        Assert.Equal(AwsErrorCode.ResourceAlreadyExists, attributes.Code);
        Assert.Equal("Thing bulb already exists in account with different attributes", attributes.Message);
        Assert.Equal("bulb", attributes.ResourceId);
        Assert.Equal("arn:aws:iot:us-east-1:123456789012:thing/bulb", attributes.ResourceArn);

        var type = await api.Refuse("POST /things/bulb", """{"thingTypeName":"lamp","attributePayload":{"attributes":{"a":"1"}}}""");
        Assert.Equal(AwsErrorCode.ResourceAlreadyExists, type.Code);
    }

    [Fact]
    public async Task More_than_3_attributes_need_a_type_and_50_are_the_most()
    {
        await api.Send("POST /thing-types/lamp");
        await api.Send("POST /things/three", With(3));
        Assert.Equal(
            "To use more than 3 attributes, a thing must have a type specified.",
            (await api.Refuse("POST /things/four", With(4))).Message);
        await api.Send("POST /things/fifty", With(50, "lamp"));
        Assert.Equal(
            "Too many attributes specified. The maximum number of attributes allowed for a thing is 50",
            (await api.Refuse("POST /things/more", With(51, "lamp"))).Message);
    }

    [Fact]
    public async Task The_type_must_exist_and_not_be_deprecated()
    {
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("POST /things/bulb", """{"thingTypeName":"lamp"}""")).Code);
        await api.Send("POST /thing-types/lamp");
        await api.Send("POST /thing-types/lamp/deprecate");
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("POST /things/bulb", """{"thingTypeName":"lamp"}""")).Code);
    }

    [Fact]
    public async Task The_billing_group_must_exist_and_is_compared_when_given()
    {
        const string Body = """{"billingGroupName":"berlin"}""";
        var refusal = await api.Refuse("POST /things/bulb", Body);
        Assert.Equal(AwsErrorCode.ResourceNotFound, refusal.Code);
        Assert.Contains("berlin", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /things/bulb")).Code);

        await api.Send("POST /billing-groups/berlin");
        await api.Send("POST /billing-groups/bonn");
        var first = await api.Send("POST /things/bulb", Body);
        Assert.Equal("berlin", (await api.Send("GET /things/bulb")).GetProperty("billingGroupName").GetString());
        Assert.Equal(first.GetProperty("thingId").GetString(), (await api.Send("POST /things/bulb", Body)).GetProperty("thingId").GetString());
        Assert.Equal(first.GetProperty("thingId").GetString(), (await api.Send("POST /things/bulb")).GetProperty("thingId").GetString());
        Assert.Equal(
            "Thing bulb already exists in account with different billing group",
            (await api.Refuse("POST /things/bulb", """{"billingGroupName":"bonn"}""")).Message);
    }

    [Theory]
    [InlineData("{\"billingGroupName\":\"no blanks\"}", "'billingGroupName' failed to satisfy constraint")]
    [InlineData("{\"thingTypeName\":\"no blanks\"}", "'thingTypeName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9:_-]+")]
    [InlineData("{\"attributePayload\":{\"attributes\":{\"a b\":\"1\"}}}", "'attributePayload.attributes' failed")]
    [InlineData("{\"attributePayload\":{\"attributes\":{\"a\":\"1 2\"}}}", "'attributePayload.attributes' failed")]
    [InlineData("{\"attributePayload\":{\"attributes\":{\"a\":null}}}", "Member must not be null")]
    [InlineData("{\"attributePayload\":{\"attributes\":{\"a\":1}}}", "Could not parse request body into json")]
    [InlineData("[]", "Could not parse request body into json")]
    public async Task Refuses_a_body_and_says_why(string body, string expected)
    {
        var refusal = await api.Refuse("POST /things/bulb", body);
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_attributes_may_be_as_long_as_AWS_allows_and_no_longer()
    {
        await api.Send($"POST /things/{new string('n', 128)}", Attribute(128, 800));
        Assert.Contains("length less than or equal to 128", (await api.Refuse($"POST /things/{new string('n', 129)}")).Message, StringComparison.Ordinal);
        Assert.Contains("length less than or equal to 128", (await api.Refuse("POST /things/x", Attribute(129, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("length less than or equal to 800", (await api.Refuse("POST /things/x", Attribute(1, 801))).Message, StringComparison.Ordinal);
    }

    static string With(int attributes, string? type = null) => JsonSerializer.Serialize(new
    {
        thingTypeName = type,
        attributePayload = new { attributes = Enumerable.Range(0, attributes).ToDictionary(i => $"a{i}", i => $"{i}") },
    });

    static string Attribute(int nameLength, int valueLength) => JsonSerializer.Serialize(new
    {
        attributePayload = new { attributes = new Dictionary<string, string> { [new('a', nameLength)] = new('v', valueLength) } },
    });
}
