using System.Text.Json;
using Hatchery.Core;
using Hatchery.Server.Tests.Api.CaCertificates;
using Hatchery.Server.Tests.Api.Templates;

namespace Hatchery.Server.Tests.Api.Tags;

/// <summary>Tags of every resource that can have them, over the wire.</summary>
public sealed class TagTests(ApiServer api) : IClassFixture<ApiServer>
{
    const string GivenTags = """ "tags":[{"Key":"b","Value":"2"},{"Key":"a"}] """;

    readonly string name = $"n{Guid.NewGuid():N}"[..30];

    [Fact]
    public async Task Every_taggable_resource_is_created_with_tags_and_takes_them_along_when_it_goes()
    {
        using var ca = new TestCa(name);
        var policy = JsonSerializer.Serialize(AwsApiTests.SomePolicy);
        (string Arn, string Create, string Body, string Delete)[] nouns =
        [
            ($"thingtype/{name}", $"/thing-types/{name}", "{", $"/thing-types/{name}"),
            ($"thinggroup/{name}", $"/thing-groups/{name}", "{", $"/thing-groups/{name}"),
            ($"billinggroup/{name}", $"/billing-groups/{name}", "{", $"/billing-groups/{name}"),
            ($"policy/{name}", $"/policies/{name}", $$"""{"policyDocument":{{policy}},""", $"/policies/{name}"),
            ($"provisioningtemplate/{name}", "/provisioning-templates", TemplateBodies.Create(name, role: TemplateBodies.ServerRole).TrimEnd('}') + ",", $"/provisioning-templates/{name}"),
            ($"cacert/{ca.Id}", "/cacertificate", $$"""{"certificateMode":"SNI_ONLY","caCertificate":{{JsonSerializer.Serialize(ca.Pem)}},""", $"/cacertificate/{ca.Id}"),
        ];
        foreach (var (arn, create, body, delete) in nouns)
        {
            Assert.Equal(200, (await api.SendAsync("POST", create, $"{body}{GivenTags}}}")).Status);
            Assert.Equal("""{"tags":[{"Key":"a","Value":""},{"Key":"b","Value":"2"}]}""", (await ListAsync(arn)).Body);

            (await api.SendAsync("POST", "/tags", $$"""{"resourceArn":"{{Arn(arn)}}","tags":[{"Key":"b","Value":"3"},{"Key":"c","Value":"x y"}]}""")).Done();
            (await api.SendAsync("POST", "/untag", $$"""{"resourceArn":"{{Arn(arn)}}","tagKeys":["a","never"]}""")).Done();
            Assert.Equal("""{"tags":[{"Key":"b","Value":"3"},{"Key":"c","Value":"x y"}]}""", (await ListAsync(arn)).Body);

            if (arn.StartsWith("thingtype", StringComparison.Ordinal))
            {
                (await api.SendAsync("POST", $"{create}/deprecate")).Done();
            }

            (await api.SendAsync("DELETE", delete)).Done();
            (await ListAsync(arn)).Refused(AwsErrorCode.ResourceNotFound);
            Assert.Equal(200, (await api.SendAsync("POST", create, body.TrimEnd(',') + "}")).Status);
            Assert.Equal("""{"tags":[]}""", (await ListAsync(arn)).Body);
        }
    }

    [Fact]
    public async Task A_resource_has_at_most_50_tags()
    {
        Assert.Contains("is 50", (await api.SendAsync("POST", $"/thing-groups/{name}", $$"""{"tags":{{Many(0, 51)}}}""")).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
        Assert.Equal(200, (await api.SendAsync("POST", $"/thing-groups/{name}", $$"""{"tags":{{Many(0, 49)}}}""")).Status);
        Assert.Contains("is 50", (await TagAsync($"thinggroup/{name}", Many(49, 2))).Refused(AwsErrorCode.LimitExceeded), StringComparison.Ordinal);
        Assert.Equal(49, (await ListAsync($"thinggroup/{name}")).Json.GetProperty("tags").GetArrayLength());

        (await TagAsync($"thinggroup/{name}", Many(40, 10))).Done();
        Assert.Equal(50, (await ListAsync($"thinggroup/{name}")).Json.GetProperty("tags").GetArrayLength());
    }

    [Fact]
    public async Task The_list_goes_on_after_a_token()
    {
        Assert.Equal(200, (await api.SendAsync("POST", $"/thing-groups/{name}", $$"""{"tags":{{Many(0, 3)}}}""")).Status);
        var token = Uri.EscapeDataString(Convert.ToBase64String("k01"u8));
        Assert.Equal("""{"tags":[{"Key":"k02","Value":"2"}]}""", (await ListAsync($"thinggroup/{name}", $"&nextToken={token}")).Body);
        Assert.Contains("nextToken", (await ListAsync($"thinggroup/{name}", "&nextToken=%21")).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"Key":"k","Value":"1"},{"Key":"k","Value":"2"}]""", "'k' is given more than once")]
    [InlineData("""[{"Key":"aws:owner"}]""", "begin with aws: are reserved")]
    [InlineData("""[{"Key":"AWS:owner"}]""", "begin with aws: are reserved")]
    [InlineData("""[{"Key":"a*b"}]""", "'tags.Key' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$")]
    [InlineData("""[{"Key":""}]""", "Member must have length greater than or equal to 1")]
    [InlineData("""[{"Value":"v"},null]""", "3 validation errors detected")]
    [InlineData("""[{"Key":1}]""", "Could not parse request body into json")]
    [InlineData("null", "Value null at 'tags'")]
    public async Task Refuses_tags_and_says_why(string tags, string expected)
    {
        Assert.Equal(200, (await api.SendAsync("POST", $"/thing-groups/{name}")).Status);
        Assert.Contains(expected, (await TagAsync($"thinggroup/{name}", tags)).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
        Assert.Equal("""{"tags":[]}""", (await ListAsync($"thinggroup/{name}")).Body);
    }

    [Fact]
    public async Task Keys_and_values_may_be_as_long_as_AWS_allows_and_of_any_alphabet()
    {
        Assert.Equal(200, (await api.SendAsync("POST", $"/thing-groups/{name}")).Status);
        (await TagAsync($"thinggroup/{name}", Pair(new string('ü', 128), new string('é', 256)))).Done();
        (await TagAsync($"thinggroup/{name}", Pair("Straße 1_.:/=+-@", "any: *?!"))).Done();
        Assert.Contains("equal to 128", (await TagAsync($"thinggroup/{name}", Pair(new string('k', 129), ""))).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
        Assert.Contains("equal to 256", (await TagAsync($"thinggroup/{name}", Pair("k", new string('v', 257)))).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
        Assert.Contains("'tagKeys.Key'", (await api.SendAsync("POST", "/untag", $$"""{"resourceArn":"{{Arn($"thinggroup/{name}")}}","tagKeys":["a*b"]}""")).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:iot:us-east-1:000000000000:thing/t", "'thing' can't have tags")]
    [InlineData("arn:aws:iot:us-east-1:000000000000:cert/00", "'cert' can't have tags")]
    [InlineData("arn:aws:iot:eu-west-1:000000000000:thinggroup/g", "region")]
    [InlineData("arn:aws:iot:us-east-1:111111111111:thinggroup/g", "account")]
    [InlineData("thinggroup/g", "is not an ARN")]
    public async Task Refuses_an_ARN_and_says_why(string arn, string expected)
    {
        Assert.Contains(expected, (await api.SendAsync("GET", $"/tags?resourceArn={Uri.EscapeDataString(arn)}")).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
        Assert.Contains(expected, (await api.SendAsync("POST", "/tags", $$"""{"resourceArn":"{{arn}}","tags":[]}""")).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
        Assert.Contains(expected, (await api.SendAsync("POST", "/untag", $$"""{"resourceArn":"{{arn}}","tagKeys":[]}""")).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
    }

    static string Many(int first, int count) => JsonSerializer.Serialize(Enumerable.Range(first, count).Select(i => new { Key = $"k{i:00}", Value = $"{i}" }));

    static string Pair(string key, string value) => JsonSerializer.Serialize(new[] { new { Key = key, Value = value } });

    string Arn(string tail) => $"arn:aws:iot:us-east-1:{api.Account.AccountId}:{tail}";

    Task<Answer> TagAsync(string tail, string tags) => api.SendAsync("POST", "/tags", $$"""{"resourceArn":"{{Arn(tail)}}","tags":{{tags}}}""");

    Task<Answer> ListAsync(string tail, string more = "") => api.SendAsync("GET", $"/tags?resourceArn={Uri.EscapeDataString(Arn(tail))}{more}");
}
