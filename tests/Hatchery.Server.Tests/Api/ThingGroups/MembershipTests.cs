using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.ThingGroups;

/// <summary>AddThingToThingGroup, RemoveThingFromThingGroup, UpdateThingGroupsForThing and the lists of who is where.</summary>
public sealed class MembershipTests : IAsyncDisposable
{
    const string Add = "PUT /thing-groups/addThingToThingGroup";
    const string Remove = "PUT /thing-groups/removeThingFromThingGroup";
    const string Update = "PUT /thing-groups/updateThingGroupsForThing";

    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_thing_is_added_and_removed_by_names_or_by_arns()
    {
        await api.Send("POST /things/bulb");
        await api.Send("POST /thing-groups/lights");
        const string Arns = """{"thingArn":"arn:aws:iot:us-east-1:123456789012:thing/bulb","thingGroupArn":"arn:aws:iot:us-east-1:123456789012:thinggroup/lights"}""";
        foreach (var body in new[] { Names("bulb", "lights"), Arns })
        {
            await api.Send(Add, body);
            await api.Send(Add, body);
            Assert.Equal(["bulb"], await api.ListAll("GET /thing-groups/lights/things", "things"));
            Assert.Equal(["lights"], await GroupsOf("bulb"));
            await api.Send(Remove, body);
            await api.Send(Remove, body);
            Assert.Empty(await GroupsOf("bulb"));
        }
    }

    [Fact]
    public async Task Things_of_child_groups_are_listed_when_asked_for()
    {
        await api.Send("POST /thing-groups/house");
        await api.Send("POST /thing-groups/kitchen", """{"parentGroupName":"house"}""");
        foreach (var name in new[] { "a", "b", "c" })
        {
            await api.Send($"POST /things/{name}");
            await api.Send(Add, Names(name, name == "a" ? "house" : "kitchen"));
        }

        Assert.Equal(["a"], await api.ListAll("GET /thing-groups/house/things", "things"));
        Assert.Equal(["a", "b", "c"], (await api.ListAll("GET /thing-groups/house/things?recursive=true&maxResults=1", "things")).Order());
    }

    [Fact]
    public async Task A_thing_is_not_in_two_groups_of_one_hierarchy()
    {
        await api.Send("POST /things/bulb");
        await api.Send("POST /thing-groups/house");
        await api.Send("POST /thing-groups/kitchen", """{"parentGroupName":"house"}""");
        await api.Send("POST /thing-groups/cellar", """{"parentGroupName":"house"}""");
        await api.Send("POST /thing-groups/garden");
        await api.Send(Add, Names("bulb", "kitchen"));
        await api.Send(Add, Names("bulb", "garden"));
        foreach (var other in new[] { "house", "cellar" })
        {
            var refusal = await api.Refuse(Add, Names("bulb", other));
            Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
            Assert.Contains("kitchen", refusal.Message, StringComparison.Ordinal);
        }

        // Moving within the hierarchy is one request.
        await api.Send(Update, """{"thingName":"bulb","thingGroupsToAdd":["cellar"],"thingGroupsToRemove":["kitchen"]}""");
        Assert.Equal(["cellar", "garden"], (await GroupsOf("bulb")).Order());
    }

    [Fact]
    public async Task A_thing_is_in_at_most_10_groups()
    {
        await api.Send("POST /things/bulb");
        for (var i = 0; i <= 10; i++)
        {
            await api.Send($"POST /thing-groups/g{i}");
        }

        await api.Send(Update, """{"thingName":"bulb","thingGroupsToAdd":["g0","g1","g2","g3","g4","g5","g6","g7","g8","g9"]}""");
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse(Add, Names("bulb", "g10"))).Code);
        await api.Send(Add, Names("bulb", "g9"));
        Assert.Equal(10, (await GroupsOf("bulb")).Count);
    }

    [Fact]
    public async Task An_update_that_is_refused_changes_nothing()
    {
        await api.Send("POST /things/bulb");
        await api.Send("POST /thing-groups/garden");
        await api.Send(Add, Names("bulb", "garden"));
        Assert.Equal(
            AwsErrorCode.ResourceNotFound,
            (await api.Refuse(Update, """{"thingName":"bulb","thingGroupsToAdd":["cellar"],"thingGroupsToRemove":["garden"]}""")).Code);
        Assert.Equal(["garden"], await GroupsOf("bulb"));
    }

    [Fact]
    public async Task Missing_things_and_groups_are_not_found()
    {
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse(Add, Names("bulb", "lights"))).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /thing-groups/lights/things")).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /things/bulb/thing-groups")).Code);
        await api.Send("POST /things/bulb");
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse(Add, Names("bulb", "lights"))).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse(Remove, Names("bulb", "lights"))).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse(Update, """{"thingName":"lamp"}""")).Code);
    }

    [Theory]
    [InlineData(Add, "{}", "thingGroupName or thingGroupArn")]
    [InlineData(Remove, "{\"thingGroupName\":\"g\"}", "thingName or thingArn")]
    [InlineData(Add, "{\"thingGroupName\":\"g\",\"thingName\":\"t\",\"thingArn\":\"arn:aws:iot:us-east-1:123456789012:thing/other\"}", "two different")]
    [InlineData(Add, "{\"thingGroupName\":\"g\",\"thingArn\":\"arn:aws:iot:us-east-1:123456789012:thinggroup/t\"}", "does not represent a thing")]
    [InlineData(Add, "{\"thingGroupName\":\"a b\",\"thingName\":\"t\"}", "thingGroupName")]
    [InlineData(Update, "{}", "'thingName' failed")]
    [InlineData(Update, "{\"thingName\":\"t\",\"thingGroupsToAdd\":[\"a b\"]}", "thingGroupsToAdd")]
    [InlineData(Update, "{\"thingName\":\"t\",\"thingGroupsToRemove\":[null]}", "thingGroupsToRemove")]
    public async Task Refuses_a_body_and_says_why(string requestLine, string body, string expected)
    {
        var refusal = await api.Refuse(requestLine, body);
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    static string Names(string thing, string group) => $$"""{"thingName":"{{thing}}","thingGroupName":"{{group}}"}""";

    Task<List<string>> GroupsOf(string thing) => api.ListAll($"GET /things/{thing}/thing-groups?maxResults=3", "thingGroups", "groupName");
}
