using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.BillingGroups;

/// <summary>All operations on billing groups, in the order of a group's life.</summary>
public sealed class BillingGroupTests : IAsyncDisposable
{
    const string Add = "PUT /billing-groups/addThingToBillingGroup";
    const string Remove = "PUT /billing-groups/removeThingFromBillingGroup";
    const string Described = """{"billingGroupProperties":{"billingGroupDescription":"all of Berlin"}}""";

    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_created_group_can_be_described()
    {
        var created = await api.Send("POST /billing-groups/berlin", Described);
        Assert.Equal("berlin", created.GetProperty("billingGroupName").GetString());
        Assert.Equal("arn:aws:iot:us-east-1:123456789012:billinggroup/berlin", created.GetProperty("billingGroupArn").GetString());

        var group = await api.Send("GET /billing-groups/berlin");
        Assert.Equal(created.GetProperty("billingGroupId").GetString(), group.GetProperty("billingGroupId").GetString());
        Assert.Equal(1, group.GetProperty("version").GetInt64());
        Assert.Equal("all of Berlin", group.GetProperty("billingGroupProperties").GetProperty("billingGroupDescription").GetString());
        Assert.Equal(1767355200.25m, group.GetProperty("billingGroupMetadata").GetProperty("creationDate").GetDecimal());
    }

    [Fact]
    public async Task The_same_configuration_gives_the_same_id_and_another_conflicts()
    {
        var first = await api.Send("POST /billing-groups/berlin", Described);
        Assert.Equal(first.GetProperty("billingGroupId").GetString(), (await api.Send("POST /billing-groups/berlin", Described)).GetProperty("billingGroupId").GetString());

        foreach (var other in new[] { "{}", Described.Insert(1, """ "tags":[{"Key":"k"}],""") })
        {
            var refusal = await api.Refuse("POST /billing-groups/berlin", other);
            Assert.Equal(AwsErrorCode.ResourceAlreadyExists, refusal.Code);
            Assert.Equal("Billing Group berlin already exists in current account with different properties", refusal.Message);
            Assert.Equal(("berlin", "arn:aws:iot:us-east-1:123456789012:billinggroup/berlin"), (refusal.ResourceId, refusal.ResourceArn));
        }
    }

    [Fact]
    public async Task An_update_answers_the_new_version_and_needs_properties_and_the_expected_one()
    {
        await api.Send("POST /billing-groups/berlin", Described);
        Assert.Equal(2, (await api.Send("PATCH /billing-groups/berlin", """{"billingGroupProperties":{},"expectedVersion":1}""")).GetProperty("version").GetInt64());
        Assert.Contains("all of Berlin", await PropertiesOf("berlin"), StringComparison.Ordinal);
        Assert.Equal(3, (await api.Send("PATCH /billing-groups/berlin", """{"billingGroupProperties":{"billingGroupDescription":""}}""")).GetProperty("version").GetInt64());
        Assert.Equal("{}", await PropertiesOf("berlin"));

        Assert.Equal(AwsErrorCode.VersionConflict, (await api.Refuse("PATCH /billing-groups/berlin", """{"billingGroupProperties":{},"expectedVersion":1}""")).Code);
        Assert.Contains("'billingGroupProperties'", (await api.Refuse("PATCH /billing-groups/berlin", "{}")).Message, StringComparison.Ordinal);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("PATCH /billing-groups/bonn", """{"billingGroupProperties":{}}""")).Code);
    }

    [Fact]
    public async Task A_thing_by_name_or_by_ARN_is_in_one_group_at_most()
    {
        const string Arns = """{"thingArn":"arn:aws:iot:us-east-1:123456789012:thing/bulb","billingGroupArn":"arn:aws:iot:us-east-1:123456789012:billinggroup/bonn"}""";
        await api.Send("POST /things/bulb");
        await api.Send("POST /billing-groups/berlin");
        await api.Send("POST /billing-groups/bonn");
        await api.Send(Add, Names("bulb", "berlin"));
        await api.Send(Add, Names("bulb", "berlin"));
        Assert.Equal("berlin", await GroupOf("bulb"));

        await api.Send(Add, Arns);
        Assert.Equal("bonn", await GroupOf("bulb"));
        Assert.Empty(await ThingsOf("berlin"));
        Assert.Equal(["bulb"], await ThingsOf("bonn"));

        await api.Send(Remove, Names("bulb", "berlin"));
        Assert.Equal("bonn", await GroupOf("bulb"));
        await api.Send(Remove, Arns);
        await api.Send(Remove, Arns);
        Assert.Null(await GroupOf("bulb"));
        Assert.Equal(1, (await api.Send("GET /things/bulb")).GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Groups_and_their_things_are_listed_page_by_page()
    {
        foreach (var name in new[] { "bonn", "ulm", "berlin" })
        {
            await api.Send($"POST /billing-groups/{name}");
        }

        for (var i = 0; i < 5; i++)
        {
            await api.Send($"POST /things/t{i}", """{"billingGroupName":"bonn"}""");
        }

        Assert.Equal(["berlin", "bonn", "ulm"], await api.ListAll("GET /billing-groups?maxResults=1", "billingGroups", "groupName"));
        Assert.Equal(["berlin", "bonn"], await api.ListAll("GET /billing-groups?namePrefixFilter=b", "billingGroups", "groupName"));
        Assert.Equal(
            "arn:aws:iot:us-east-1:123456789012:billinggroup/ulm",
            Assert.Single(await api.ListAll("GET /billing-groups?namePrefixFilter=ulm", "billingGroups", "groupArn")));
        Assert.Equal(["t0", "t1", "t2", "t3", "t4"], await api.ListAll("GET /billing-groups/bonn/things?maxResults=2", "things"));
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /billing-groups/none/things")).Code);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("GET /billing-groups?namePrefixFilter=%25")).Code);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("GET /billing-groups?maxResults=251")).Code);
    }

    [Fact]
    public async Task A_group_is_deleted_with_things_in_it_at_the_expected_version_or_when_missing()
    {
        await api.Send("POST /billing-groups/berlin");
        await api.Send("POST /things/bulb", """{"billingGroupName":"berlin"}""");
        Assert.Equal(AwsErrorCode.VersionConflict, (await api.Refuse("DELETE /billing-groups/berlin?expectedVersion=2")).Code);
        await api.Send("DELETE /billing-groups/berlin?expectedVersion=1");
        await api.Send("DELETE /billing-groups/berlin");
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /billing-groups/berlin")).Code);
        Assert.Null(await GroupOf("bulb"));
        await api.Send("DELETE /things/bulb");
    }

    [Fact]
    public async Task Missing_things_and_groups_are_not_found()
    {
        Assert.Contains("bulb", (await api.Refuse(Add, Names("bulb", "berlin"))).Message, StringComparison.Ordinal);
        await api.Send("POST /things/bulb");
        foreach (var line in new[] { Add, Remove })
        {
            var refusal = await api.Refuse(line, Names("bulb", "berlin"));
            Assert.Equal(AwsErrorCode.ResourceNotFound, refusal.Code);
            Assert.Contains("berlin", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST /billing-groups/berlin", "{\"billingGroupProperties\":{\"billingGroupDescription\":\"two\\nlines\"}}", "billingGroupDescription")]
    [InlineData("POST /billing-groups/a%20b", "{}", "'billingGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9:_-]+")]
    [InlineData(Add, "{}", "billingGroupName or billingGroupArn")]
    [InlineData(Remove, "{\"billingGroupName\":\"g\"}", "thingName or thingArn")]
    [InlineData(Add, "{\"billingGroupName\":\"g\",\"billingGroupArn\":\"arn:aws:iot:us-east-1:123456789012:billinggroup/h\",\"thingName\":\"t\"}", "two different")]
    [InlineData(Add, "{\"billingGroupArn\":\"arn:aws:iot:us-east-1:123456789012:thinggroup/h\",\"thingName\":\"t\"}", "does not represent a billinggroup")]
    [InlineData(Add, "{\"billingGroupName\":\"a b\",\"thingName\":\"c d\"}", "2 validation errors detected")]
    public async Task Refuses_a_request_and_says_why(string line, string body, string expected)
    {
        var refusal = await api.Refuse(line, body);
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_description_may_be_as_long_as_AWS_allows_and_no_longer()
    {
        await api.Send("POST /billing-groups/berlin", Description(2_028));
        Assert.Contains("length less than or equal to 2028", (await api.Refuse("POST /billing-groups/bonn", Description(2_029))).Message, StringComparison.Ordinal);
    }

    static string Description(int length) => JsonSerializer.Serialize(new { billingGroupProperties = new { billingGroupDescription = new string('d', length) } });

    static string Names(string thing, string group) => $$"""{"thingName":"{{thing}}","billingGroupName":"{{group}}"}""";

    async Task<string> PropertiesOf(string group) =>
        JsonSerializer.Serialize((await api.Send($"GET /billing-groups/{group}")).GetProperty("billingGroupProperties"));

    async Task<string?> GroupOf(string thing) =>
        (await api.Send($"GET /things/{thing}")).TryGetProperty("billingGroupName", out var group) ? group.GetString() : null;

    Task<List<string>> ThingsOf(string group) => api.ListAll($"GET /billing-groups/{group}/things", "things");
}
