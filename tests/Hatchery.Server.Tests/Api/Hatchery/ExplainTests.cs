using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Hatchery;

public sealed class ExplainTests(ApiServer api) : IClassFixture<ApiServer>
{
    const string Prefix = "arn:aws:iot:us-east-1:000000000000:";

    [Fact]
    public async Task The_decision_comes_with_the_way_to_it()
    {
        var id = await DeviceAsync("explained", """{"Sid":"Own","Effect":"Allow","Action":"iot:Subscribe","Resource":["ARNtopic/a","ARNtopicfilter/${iot:Connection.Thing.ThingName}/*"]}""");

        var denied = await ExplainAsync(new { certificate = id, clientId = "explained", action = "Subscribe", resource = "topicfilter/a" });
        Assert.Equal(("IMPLICIT_DENY", "iot:Subscribe", Prefix + "topicfilter/a"), (Text(denied, "decision"), Text(denied, "action"), Text(denied, "resource")));
        Assert.Contains("its resource is topic/a, iot:Subscribe needs topicfilter/", Text(denied, "reason"));
        Assert.Equal(("explained", "ACTIVE"), (Text(denied, "thingName"), Text(denied, "certificateStatus")));
        var statement = Assert.Single(denied.GetProperty("statements").EnumerateArray());
        Assert.Equal(("resource", "Own", "Allow"), (Text(statement, "outcome"), Text(statement, "sid"), Text(statement, "effect")));
        Assert.Equal("explained", statement.GetProperty("variables")[0].GetProperty("values")[0].GetString());
        Assert.Equal("certificate", Text(denied.GetProperty("policies")[0], "attachedTo"));
        Assert.Empty(denied.GetProperty("hints").EnumerateArray());

        var allowed = await ExplainAsync(new { certificate = $"{Prefix}cert/{id}", clientId = "explained", action = "iot:Subscribe", resource = $"{Prefix}topicfilter/explained/x" });
        Assert.Equal("ALLOWED", Text(allowed, "decision"));
        Assert.Equal("matched", Text(allowed.GetProperty("statements")[0], "outcome"));
    }

    [Fact]
    public async Task A_policy_of_a_group_says_so()
    {
        var id = await DeviceAsync("grouped", """{"Effect":"Allow","Action":"iot:Publish","Resource":"*"}""");
        await PolicyAsync("of-group", """{"Effect":"Deny","Action":"iot:Publish","Resource":"ARNtopic/a"}""");
        await api.SendAsync("POST", "/thing-groups/explained-group", "{}");
        await api.SendAsync("PUT", "/thing-groups/addThingToThingGroup", """{"thingGroupName":"explained-group","thingName":"grouped"}""");
        (await api.SendAsync("PUT", "/target-policies/of-group", $$"""{"target":"{{Prefix}}thinggroup/explained-group"}""")).Done();

        var answer = await ExplainAsync(new { certificate = id, clientId = "grouped", action = "iot:Publish", resource = "topic/a" });

        Assert.Equal("EXPLICIT_DENY", Text(answer, "decision"));
        Assert.Contains(answer.GetProperty("policies").EnumerateArray(), policy => Text(policy, "attachedTo") == "thing group explained-group");
    }

    [Fact]
    public async Task What_is_odd_about_the_request_is_told()
    {
        var id = await DeviceAsync("sensor-42", """{"Effect":"Allow","Action":"iot:Connect","Resource":"ARNclient/${iot:Connection.Thing.ThingName}"}""");

        var other = await ExplainAsync(new { certificate = id, clientId = "sensor-43", action = "iot:Connect", resource = "client/sensor-43" });
        Assert.Contains(other.GetProperty("hints").EnumerateArray(), hint => hint.GetString()!.Contains("There is no thing 'sensor-43'", StringComparison.Ordinal) && hint.GetString()!.Contains("Did you mean 'sensor-42'?", StringComparison.Ordinal));
        Assert.Contains("client id 'sensor-43' is not the name of a thing attached", Text(other.GetProperty("statements")[0].GetProperty("variables")[0], "whyMissing"));

        await api.SendAsync("PUT", $"/certificates/{id}?newStatus=INACTIVE");
        var inactive = await ExplainAsync(new { certificate = id, clientId = "sensor-42", action = "iot:Connect", resource = "client/sensor-42" });
        Assert.Equal("ALLOWED", Text(inactive, "decision"));
        Assert.Contains(inactive.GetProperty("hints").EnumerateArray(), hint => hint.GetString()!.Contains("is INACTIVE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "3 validation errors")]
    [InlineData("""{"certificate":"abc","action":"iot:Publish","resource":"topic/a"}""", "at least 4 digits")]
    public async Task Bad_requests_are_refused(string body, string text) =>
        Assert.Contains(text, (await api.SendAsync("POST", "/hatchery/v1/explain", body)).Refused(AwsErrorCode.InvalidRequest));

    [Fact]
    public async Task An_unknown_certificate_is_not_found() =>
        (await api.SendAsync("POST", "/hatchery/v1/explain", $$"""{"certificate":"{{new string('0', 64)}}","action":"iot:Publish","resource":"topic/a"}""")).Refused(AwsErrorCode.ResourceNotFound);

    async Task<string> DeviceAsync(string name, string statement)
    {
        await PolicyAsync(name, statement);
        var created = await api.SendAsync("POST", "/keys-and-certificate?setAsActive=true");
        await api.SendAsync("POST", $"/things/{name}", "{}");
        await api.SendAsync("PUT", $"/things/{name}/principals", headers: ("x-amzn-principal", created["certificateArn"]!));
        (await api.SendAsync("PUT", $"/target-policies/{name}", $$"""{"target":"{{created["certificateArn"]}}"}""")).Done();
        return created["certificateId"]!;
    }

    async Task PolicyAsync(string name, string statement) => await api.SendAsync("POST", $"/policies/{name}", JsonSerializer.Serialize(
        new { policyDocument = $$"""{"Version":"2012-10-17","Statement":[{{statement.Replace("ARN", Prefix, StringComparison.Ordinal)}}]}""" }));

    async Task<JsonElement> ExplainAsync(object request) => (await api.SendAsync("POST", "/hatchery/v1/explain", JsonSerializer.Serialize(request), "hatchery")).Json;

    static string? Text(JsonElement element, string member) => element.TryGetProperty(member, out var value) ? value.GetString() : null;
}
