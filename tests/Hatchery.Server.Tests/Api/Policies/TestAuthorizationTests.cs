using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Policies;

/// <summary>TestAuthorization and GetEffectivePolicies, over a device with a policy of its own and one of its group's parent.</summary>
public sealed class TestAuthorizationTests(ApiServer api) : IClassFixture<ApiServer>, IAsyncLifetime
{
    const string Prefix = "arn:aws:iot:us-east-1:000000000000:";

    static int count;

    readonly string suffix = $"{Interlocked.Increment(ref count)}";
    string certificate = "";

    string Thing => $"sensor-{suffix}";

    public async ValueTask InitializeAsync()
    {
        await PolicyAsync("own", """{"Effect":"Allow","Action":["iot:Connect","iot:Publish"],"Resource":["ARNclient/${iot:Connection.Thing.ThingName}","ARNtopic/a/*"]}""");
        await PolicyAsync("group", """{"Effect":"Deny","Action":"iot:Publish","Resource":"ARNtopic/a/secret"}""");
        await PolicyAsync("spare", """{"Effect":"Allow","Action":"iot:Receive","Resource":"ARNtopic/a/*"}""");
        certificate = (await api.SendAsync("POST", "/keys-and-certificate?setAsActive=true"))["certificateArn"]!;
        await api.SendAsync("POST", $"/things/{Thing}", "{}");
        await api.SendAsync("PUT", $"/things/{Thing}/principals", headers: ("x-amzn-principal", certificate));
        await api.SendAsync("POST", $"/thing-groups/parent-{suffix}", "{}");
        await api.SendAsync("POST", $"/thing-groups/child-{suffix}", $$"""{"parentGroupName":"parent-{{suffix}}"}""");
        await api.SendAsync("PUT", "/thing-groups/addThingToThingGroup", $$"""{"thingGroupName":"child-{{suffix}}","thingName":"{{Thing}}"}""");
        (await api.SendAsync("PUT", $"/target-policies/own-{suffix}", $$"""{"target":"{{certificate}}"}""")).Done();
        (await api.SendAsync("PUT", $"/target-policies/group-{suffix}", $$"""{"target":"{{Prefix}}thinggroup/parent-{{suffix}}"}""")).Done();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Each_question_gets_its_answer_in_order()
    {
        var results = await TestAsync(Thing, $$"""{"actionType":"CONNECT","resources":["{{Prefix}}client/{{Thing}}"]},{"actionType":"PUBLISH","resources":["{{Prefix}}topic/a/b","{{Prefix}}topic/a/secret"]},{"actionType":"RECEIVE","resources":["{{Prefix}}topic/a/b"]}""");

        Assert.Equal(["ALLOWED", "EXPLICIT_DENY", "IMPLICIT_DENY"], results.Select(result => result.GetProperty("authDecision").GetString()));
        Assert.Equal([$"own-{suffix}"], Names(results[0].GetProperty("allowed")));
        Assert.Equal([$"group-{suffix}"], Names(results[0].GetProperty("denied").GetProperty("implicitDeny")));
        Assert.Equal([$"group-{suffix}"], Names(results[1].GetProperty("denied").GetProperty("explicitDeny")));
        Assert.Equal([$"own-{suffix}"], Names(results[1].GetProperty("allowed")));
        Assert.Equal("PUBLISH", results[1].GetProperty("authInfo").GetProperty("actionType").GetString());
        Assert.Equal(2, results[1].GetProperty("authInfo").GetProperty("resources").GetArrayLength());
        Assert.Equal($"{Prefix}policy/own-{suffix}", results[0].GetProperty("allowed").GetProperty("policies")[0].GetProperty("policyArn").GetString());
        Assert.Empty(results[0].GetProperty("missingContextValues").EnumerateArray());
    }

    [Fact]
    public async Task Without_the_things_name_as_client_id_no_group_reaches_it_and_thing_variables_are_missing()
    {
        foreach (var clientId in new[] { null, "another" })
        {
            var result = (await TestAsync(clientId, $$"""{"actionType":"CONNECT","resources":["{{Prefix}}client/another"]}""")).Single();
            Assert.Equal("IMPLICIT_DENY", result.GetProperty("authDecision").GetString());
            Assert.Equal(["iot:Connection.Thing.ThingName"], result.GetProperty("missingContextValues").EnumerateArray().Select(value => value.GetString()));
            Assert.Equal([$"own-{suffix}"], Names(result.GetProperty("denied").GetProperty("implicitDeny")));
        }

        Assert.Equal("ALLOWED", (await TestAsync("another", $$"""{"actionType":"PUBLISH","resources":["{{Prefix}}topic/a/secret"]}""")).Single().GetProperty("authDecision").GetString());
    }

    [Fact]
    public async Task Policies_are_added_and_skipped_for_the_question_alone()
    {
        var receive = $$"""{"actionType":"RECEIVE","resources":["{{Prefix}}topic/a/b"]}""";
        Assert.Equal("ALLOWED", (await TestAsync(Thing, receive, $$""","policyNamesToAdd":["spare-{{suffix}}"]""")).Single().GetProperty("authDecision").GetString());
        Assert.Equal("IMPLICIT_DENY", (await TestAsync(Thing, receive)).Single().GetProperty("authDecision").GetString());

        var secret = $$"""{"actionType":"PUBLISH","resources":["{{Prefix}}topic/a/secret"]}""";
        Assert.Equal("ALLOWED", (await TestAsync(Thing, secret, $$""","policyNamesToSkip":["group-{{suffix}}"]""")).Single().GetProperty("authDecision").GetString());
        Assert.Equal("IMPLICIT_DENY", (await TestAsync(Thing, secret, $$""","policyNamesToSkip":["group-{{suffix}}","own-{{suffix}}"]""")).Single().GetProperty("authDecision").GetString());
    }

    [Fact]
    public async Task A_policy_can_be_tried_without_any_principal()
    {
        var answer = await api.SendAsync("POST", "/test-authorization", $$"""{"authInfos":[{"actionType":"RECEIVE","resources":["{{Prefix}}topic/a/b"]}],"policyNamesToAdd":["spare-{{suffix}}"]}""");
        Assert.Equal("ALLOWED", answer.Json.GetProperty("authResults")[0].GetProperty("authDecision").GetString());
    }

    [Theory]
    [InlineData("""{}""", "authInfos")]
    [InlineData("""{"authInfos":[]}""", "Member must have length greater than or equal to 1")]
    [InlineData("""{"authInfos":[null]}""", "authInfos.1.member")]
    [InlineData("""{"authInfos":[{"resources":["arn:a"]}]}""", "actionType")]
    [InlineData("""{"authInfos":[{"actionType":"publish","resources":["arn:a"]}]}""", "[PUBLISH, SUBSCRIBE, RECEIVE, CONNECT]")]
    [InlineData("""{"authInfos":[{"actionType":"PUBLISH"}]}""", "resources")]
    [InlineData("""{"authInfos":[{"actionType":"PUBLISH","resources":[]}]}""", "1 to 100")]
    [InlineData("""{"authInfos":[{"actionType":"PUBLISH","resources":["topic/a"]}]}""", "is no ARN")]
    [InlineData("""{"authInfos":[{"actionType":"PUBLISH","resources":["arn:a"]}],"principal":"us-east-1:00000000-0000-0000-0000-000000000000"}""", "Cognito")]
    [InlineData("""{"authInfos":[{"actionType":"PUBLISH","resources":["arn:a"]}],"cognitoIdentityPoolId":"x"}""", "cognitoIdentityPoolId")]
    [InlineData("""{"authInfos":[{"actionType":"PUBLISH","resources":["arn:a"]}],"policyNamesToAdd":["a/b"]}""", "policyNamesToAdd")]
    [InlineData("""{"authInfos":"x"}""", "json")]
    public async Task Bad_questions_are_refused(string body, string text) =>
        Assert.Contains(text, (await api.SendAsync("POST", "/test-authorization", body)).Refused(AwsErrorCode.InvalidRequest));

    [Fact]
    public async Task Ten_questions_are_the_most_and_long_resources_are_refused()
    {
        var one = """{"actionType":"PUBLISH","resources":["arn:a"]}""";
        Assert.Equal(10, (await TestAsync(null, string.Join(',', Enumerable.Repeat(one, 10)))).Count);
        Assert.Contains("Member must have length less than or equal to 10", (await api.SendAsync("POST", "/test-authorization", $$"""{"authInfos":[{{string.Join(',', Enumerable.Repeat(one, 11))}}]}""")).Refused(AwsErrorCode.InvalidRequest));
        Assert.Contains("2048", (await api.SendAsync("POST", "/test-authorization", $$"""{"authInfos":[{"actionType":"PUBLISH","resources":["arn:{{new string('a', 2045)}}"]}]}""")).Refused(AwsErrorCode.InvalidRequest));
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        var info = """{"actionType":"PUBLISH","resources":["arn:a"]}""";
        (await api.SendAsync("POST", "/test-authorization", $$"""{"authInfos":[{{info}}],"principal":"{{Prefix}}cert/{{new string('0', 64)}}"}""")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("POST", "/test-authorization", $$"""{"authInfos":[{{info}}],"policyNamesToAdd":["none"]}""")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("POST", "/test-authorization", $$"""{"authInfos":[{{info}}],"policyNamesToSkip":["none"]}""")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("POST", "/effective-policies?thingName=none", "{}")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("POST", "/effective-policies", $$"""{"principal":"{{Prefix}}thinggroup/none"}""")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("POST", "/effective-policies", "{}")).Refused(AwsErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task Effective_policies_are_those_of_the_principal_and_of_the_things_groups()
    {
        Assert.Equal([$"own-{suffix}"], await EffectiveAsync("", $$"""{"principal":"{{certificate}}"}"""));
        Assert.Equal([$"group-{suffix}"], await EffectiveAsync($"?thingName={Thing}", "{}"));
        Assert.Equal([$"group-{suffix}", $"own-{suffix}"], (await EffectiveAsync($"?thingName={Thing}", $$"""{"principal":"{{certificate}}"}""")).Order(StringComparer.Ordinal));
        Assert.Equal([$"group-{suffix}"], await EffectiveAsync("", $$"""{"principal":"{{Prefix}}thinggroup/child-{{suffix}}"}"""));

        var policy = (await api.SendAsync("POST", "/effective-policies", $$"""{"principal":"{{certificate}}"}""")).Json.GetProperty("effectivePolicies")[0];
        Assert.Equal($"{Prefix}policy/own-{suffix}", policy.GetProperty("policyArn").GetString());
        Assert.Contains("${iot:Connection.Thing.ThingName}", policy.GetProperty("policyDocument").GetString());
    }

    async Task<IReadOnlyList<string?>> EffectiveAsync(string query, string body) =>
        [.. (await api.SendAsync("POST", "/effective-policies" + query, body)).Json.GetProperty("effectivePolicies").EnumerateArray().Select(policy => policy.GetProperty("policyName").GetString())];

    async Task<IReadOnlyList<JsonElement>> TestAsync(string? clientId, string infos, string more = "") =>
        [.. (await api.SendAsync("POST", "/test-authorization" + (clientId is null ? "" : $"?clientId={clientId}"), $$"""{"principal":"{{certificate}}","authInfos":[{{infos}}]{{more}}}""")).Json.GetProperty("authResults").EnumerateArray()];

    static IEnumerable<string?> Names(JsonElement list) => list.GetProperty("policies").EnumerateArray().Select(policy => policy.GetProperty("policyName").GetString());

    async Task PolicyAsync(string name, string statement)
    {
        var document = $$"""{"Version":"2012-10-17","Statement":[{{statement.Replace("ARN", Prefix, StringComparison.Ordinal)}}]}""";
        Assert.Equal(200, (await api.SendAsync("POST", $"/policies/{name}-{suffix}", JsonSerializer.Serialize(new { policyDocument = document }))).Status);
    }
}
