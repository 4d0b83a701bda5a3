using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.ThingGroups;

/// <summary>Create, describe, update, delete and list.</summary>
public sealed class ThingGroupTests : IAsyncDisposable
{
    const string Kitchen = """{"thingGroupProperties":{"thingGroupDescription":"the kitchen","attributePayload":{"attributes":{"floor":"1"}}}}""";

    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_created_group_can_be_described()
    {
        var created = await api.Send("POST /thing-groups/kitchen", Kitchen);
        Assert.Equal("arn:aws:iot:us-east-1:123456789012:thinggroup/kitchen", created.GetProperty("thingGroupArn").GetString());

        var group = await api.Send("GET /thing-groups/kitchen");
        Assert.Equal(created.GetProperty("thingGroupId").GetString(), group.GetProperty("thingGroupId").GetString());
        Assert.Equal(1, group.GetProperty("version").GetInt64());
        var properties = group.GetProperty("thingGroupProperties");
        Assert.Equal("the kitchen", properties.GetProperty("thingGroupDescription").GetString());
        Assert.Equal("""{"attributes":{"floor":"1"}}""", JsonSerializer.Serialize(properties.GetProperty("attributePayload")));
        Assert.Equal(0, group.GetProperty("thingGroupMetadata").GetProperty("rootToParentThingGroups").GetArrayLength());
        Assert.Equal(1767355200.25m, group.GetProperty("thingGroupMetadata").GetProperty("creationDate").GetDecimal());
    }

    [Fact]
    public async Task A_group_without_properties_shows_none()
    {
        await api.Send("POST /thing-groups/kitchen");
        Assert.Equal("{}", JsonSerializer.Serialize((await api.Send("GET /thing-groups/kitchen")).GetProperty("thingGroupProperties")));
    }

    [Fact]
    public async Task The_same_properties_give_the_same_id_and_others_conflict()
    {
        var first = await api.Send("POST /thing-groups/kitchen", Kitchen);
        var second = await api.Send("POST /thing-groups/kitchen", Kitchen);
        Assert.Equal(first.GetProperty("thingGroupId").GetString(), second.GetProperty("thingGroupId").GetString());

        await api.Send("POST /thing-groups/house");
        foreach (var other in new[] { "{}", Kitchen.Replace("\"1\"", "\"2\"", StringComparison.Ordinal), Kitchen.Insert(1, "\"parentGroupName\":\"house\",") })
        {
            var refusal = await api.Refuse("POST /thing-groups/kitchen", other);
            Assert.Equal(AwsErrorCode.ResourceAlreadyExists, refusal.Code);
            Assert.Equal("Thing Group kitchen already exists in current account with different properties", refusal.Message);
            Assert.Equal("arn:aws:iot:us-east-1:123456789012:thinggroup/kitchen", refusal.ResourceArn);
        }
    }

    [Fact]
    public async Task A_hierarchy_is_7_deep_and_shows_its_path()
    {
        await api.Send("POST /thing-groups/g1");
        for (var depth = 2; depth <= 7; depth++)
        {
            await api.Send($"POST /thing-groups/g{depth}", Below($"g{depth - 1}"));
        }

        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("POST /thing-groups/g8", Below("g7"))).Code);
        var metadata = (await api.Send("GET /thing-groups/g7")).GetProperty("thingGroupMetadata");
        Assert.Equal("g6", metadata.GetProperty("parentGroupName").GetString());
        var path = metadata.GetProperty("rootToParentThingGroups").EnumerateArray().ToList();
        Assert.Equal(["g1", "g2", "g3", "g4", "g5", "g6"], path.Select(group => group.GetProperty("groupName").GetString()));
        Assert.Equal("arn:aws:iot:us-east-1:123456789012:thinggroup/g1", path[0].GetProperty("groupArn").GetString());
    }

    [Fact]
    public async Task A_group_has_at_most_100_direct_children()
    {
        await api.Send("POST /thing-groups/house");
        await Task.WhenAll(Enumerable.Range(1, 100).Select(i => api.Send($"POST /thing-groups/room{i}", Below("house"))));
        Assert.Contains("(100)", (await api.Refuse("POST /thing-groups/room101", Below("house"))).Message, StringComparison.Ordinal);
        await api.Send("POST /thing-groups/room101", Below("room1"));
    }

    [Fact]
    public async Task The_parent_must_exist() =>
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("POST /thing-groups/kitchen", Below("house"))).Code);

    [Theory]
    [InlineData("{\"parentGroupName\":\"a b\"}", "parentGroupName")]
    [InlineData("{\"thingGroupProperties\":{\"thingGroupDescription\":\"\\u0007\"}}", "thingGroupDescription")]
    [InlineData("{\"thingGroupProperties\":{\"attributePayload\":{\"attributes\":{\"a\":\"ä\"}}}}", "attributes")]
    [InlineData("{\"tags\":[{\"Value\":\"v\"}]}", "'tags.Key' failed to satisfy constraint: Member must not be null")]
    public async Task Refuses_a_body_and_says_why(string body, string expected)
    {
        var refusal = await api.Refuse("POST /thing-groups/kitchen", body);
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_50_attributes_are_too_many()
    {
        var attributes = Enumerable.Range(0, 51).ToDictionary(i => $"a{i}", i => $"{i}");
        var body = JsonSerializer.Serialize(new { thingGroupProperties = new { attributePayload = new { attributes } } });
        Assert.Equal(
            "Too many attributes specified. The maximum number of attributes allowed for a thing group is 50",
            (await api.Refuse("POST /thing-groups/kitchen", body)).Message);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_answers_the_new_version()
    {
        await api.Send("POST /thing-groups/kitchen", Kitchen);
        var answer = await api.Send(
            "PATCH /thing-groups/kitchen",
            """{"expectedVersion":1,"thingGroupProperties":{"attributePayload":{"attributes":{"wing":"w"},"merge":true}}}""");
        Assert.Equal(2, answer.GetProperty("version").GetInt64());
        var properties = (await api.Send("GET /thing-groups/kitchen")).GetProperty("thingGroupProperties");
        Assert.Equal("the kitchen", properties.GetProperty("thingGroupDescription").GetString());
        Assert.Equal(2, properties.GetProperty("attributePayload").GetProperty("attributes").EnumerateObject().Count());

        await api.Send("PATCH /thing-groups/kitchen", """{"thingGroupProperties":{"thingGroupDescription":"","attributePayload":{"attributes":{}}}}""");
        Assert.Equal("{}", JsonSerializer.Serialize((await api.Send("GET /thing-groups/kitchen")).GetProperty("thingGroupProperties")));
    }

    [Fact]
    public async Task An_update_needs_properties_and_the_expected_version()
    {
        await api.Send("POST /thing-groups/kitchen");
        Assert.Contains("'thingGroupProperties'", (await api.Refuse("PATCH /thing-groups/kitchen", "{}")).Message, StringComparison.Ordinal);
        Assert.Equal(
            AwsErrorCode.VersionConflict,
            (await api.Refuse("PATCH /thing-groups/kitchen", """{"expectedVersion":2,"thingGroupProperties":{}}""")).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("PATCH /thing-groups/cellar", """{"thingGroupProperties":{}}""")).Code);
    }

    [Fact]
    public async Task Children_block_a_deletion_and_a_missing_group_is_deleted_successfully()
    {
        await api.Send("POST /thing-groups/house");
        await api.Send("POST /thing-groups/kitchen", Below("house"));
        var refusal = await api.Refuse("DELETE /thing-groups/house");
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Equal("Cannot delete thing group : house when there are still child groups attached to it", refusal.Message);

        Assert.Equal(AwsErrorCode.VersionConflict, (await api.Refuse("DELETE /thing-groups/kitchen?expectedVersion=9")).Code);
        await api.Send("DELETE /thing-groups/kitchen?expectedVersion=1");
        await api.Send("DELETE /thing-groups/house");
        await api.Send("DELETE /thing-groups/house");
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /thing-groups/house")).Code);
    }

    [Fact]
    public async Task Lists_by_parent_prefix_and_depth()
    {
        await api.Send("POST /thing-groups/house");
        await api.Send("POST /thing-groups/kitchen", Below("house"));
        await api.Send("POST /thing-groups/kiosk", Below("house"));
        await api.Send("POST /thing-groups/corner", Below("kitchen"));
        await api.Send("POST /thing-groups/garden");

        Assert.Equal(["corner", "garden", "house", "kiosk", "kitchen"], (await Names("?maxResults=2")).Order());
        Assert.Equal(["garden", "house"], (await Names("?recursive=false")).Order());
        Assert.Equal(["corner", "kiosk", "kitchen"], (await Names("?parentGroup=house")).Order());
        Assert.Equal(["kiosk", "kitchen"], (await Names("?parentGroup=house&recursive=false")).Order());
        Assert.Equal(["kitchen"], await Names("?namePrefixFilter=kit"));
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /thing-groups?parentGroup=cellar")).Code);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("GET /thing-groups?namePrefixFilter=%25")).Code);
    }

    static string Below(string parent) => $$"""{"parentGroupName":"{{parent}}"}""";

    Task<List<string>> Names(string query) => api.ListAll($"GET /thing-groups{query}", "thingGroups", "groupName");
}
