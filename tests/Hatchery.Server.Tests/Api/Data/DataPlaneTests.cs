using System.Text;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Server.Access;
using Hatchery.Server.Api.Data;

namespace Hatchery.Server.Tests.Api.Data;

/// <summary>The data plane over a real socket and a real broker. What subscribers get of it is Hatchery.EndToEnd's.</summary>
public sealed class DataPlaneTests(ApiServer api) : IClassFixture<ApiServer>
{
    static readonly AwsModel? Model = AwsModel.Find("iot-data/2015-05-28");

    public static TheoryData<string> Operations => [.. DataPlane.Operations.Concat(DataPlane.Unbuilt).Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Method_and_path_are_AWS_ones(string name)
    {
        Assert.SkipWhen(Model is null || !Model.Has(name), "no model on this machine has the operation");
        var operation = DataPlane.Operations.Concat(DataPlane.Unbuilt).Single(o => o.Name == name);

        Assert.Equal(Model.Http(name), (operation.Method, operation.Path));
    }

    [Fact]
    public async Task A_retained_message_is_kept_found_listed_and_forgotten()
    {
        var properties = Convert.ToBase64String("""[{"deviceName":"alpha"},{"deviceCnt":"45"}]"""u8);

        var published = await PublishAsync("kept%2Fone", "hello", "?qos=1&retain=true", ("x-amz-mqtt5-user-properties", properties));
        Assert.Equal(("OK", published.RequestId), (published["message"], published["traceId"]));

        var found = (await SendAsync("GET", "/retainedMessage/kept%2Fone")).Json;
        Assert.Equal("kept/one", found.GetProperty("topic").GetString());
        Assert.Equal("hello", Encoding.UTF8.GetString(found.GetProperty("payload").GetBytesFromBase64()));
        Assert.Equal(1, found.GetProperty("qos").GetInt32());
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - found.GetProperty("lastModifiedTime").GetInt64(), 0, 60_000);
        Assert.Equal(properties, found.GetProperty("userProperties").GetString());

        var listed = (await SendAsync("GET", "/retainedMessage?maxResults=200")).Json.GetProperty("retainedTopics").EnumerateArray().Single(item => item.GetProperty("topic").GetString() == "kept/one");
        Assert.Equal((5, 1), (listed.GetProperty("payloadSize").GetInt64(), listed.GetProperty("qos").GetInt32()));
        Assert.False(listed.TryGetProperty("payload", out _));

        await PublishAsync("kept%2Fone", "", "?retain=true");
        (await SendAsync("GET", "/retainedMessage/kept%2Fone")).Refused(AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task Retained_messages_are_paged_without_gaps()
    {
        foreach (var number in Enumerable.Range(0, 5)) await PublishAsync($"paged%2F{number}", "x", "?retain=true");

        List<string> topics = [];
        var token = "";
        do
        {
            var page = (await SendAsync("GET", $"/retainedMessage?maxResults=2{(token.Length == 0 ? "" : $"&nextToken={Uri.EscapeDataString(token)}")}")).Json;
            topics.AddRange(page.GetProperty("retainedTopics").EnumerateArray().Select(item => item.GetProperty("topic").GetString()!));
            token = page.TryGetProperty("nextToken", out var next) ? next.GetString()! : "";
        }
        while (token.Length > 0);

        Assert.Equal(["paged/0", "paged/1", "paged/2", "paged/3", "paged/4"], topics.Where(topic => topic.StartsWith("paged/", StringComparison.Ordinal)));
        (await SendAsync("GET", "/retainedMessage?maxResults=201")).Refused(AwsErrorCode.InvalidRequest);
        (await SendAsync("GET", "/retainedMessage?nextToken=!")).Refused(AwsErrorCode.InvalidRequest);
    }

    [Theory]
    [InlineData("/topics/kept%2Fslashes", "kept/slashes")]
    [InlineData("/topics/kept/slashes2", "kept/slashes2")]
    [InlineData("/topics/%2Fkept%2F%2Fempty", "/kept//empty")]
    [InlineData("/topics/kept%252F%C3%A4%20b", "kept%2Fä b")]
    public async Task The_whole_rest_of_the_path_is_the_topic(string target, string topic)
    {
        Assert.Equal(200, (await SendAsync("POST", target + "?retain=true", "x")).Status);

        Assert.Equal(topic, (await SendAsync("GET", $"/retainedMessage/{Uri.EscapeDataString(topic)}"))["topic"]);
    }

    [Theory]
    [InlineData("/topics/a%2F%23", "must not be empty nor contain")]
    [InlineData("/topics/a+b", "must not be empty nor contain")]
    [InlineData("/topics/", "must not be empty nor contain")]
    [InlineData("/topics/1/2/3/4/5/6/7/8/9", "at most 7 slashes")]
    [InlineData("/topics/a?qos=2", "Value '2' at 'qos'")]
    [InlineData("/topics/a?qos=x", "Query parameter qos")]
    [InlineData("/topics/a?retain=maybe", "Query parameter retain")]
    [InlineData("/topics/a?messageExpiry=soon", "Query parameter messageExpiry")]
    [InlineData("/topics/a?responseTopic=b%2F%23", "Invalid responseTopic")]
    [InlineData("/topics/a?contentType=%00", "contentType must not contain NUL")]
    public async Task A_bad_publish_is_told_what_is_wrong(string target, string text) =>
        Assert.Contains(text, (await SendAsync("POST", target, "x")).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);

    [Theory]
    [InlineData("x-amz-mqtt5-user-properties", "not base64!")]
    [InlineData("x-amz-mqtt5-user-properties", "e30=")]
    [InlineData("x-amz-mqtt5-user-properties", "WzFd")]
    [InlineData("x-amz-mqtt5-user-properties", "W3siYSI6MX1d")]
    [InlineData("x-amz-mqtt5-payload-format-indicator", "TEXT")]
    [InlineData("x-amz-mqtt5-correlation-data", "%")]
    public async Task A_bad_header_is_refused(string name, string value) => (await PublishAsync("a", "x", "", (name, value))).Refused(AwsErrorCode.InvalidRequest);

    [Fact]
    public async Task A_payload_of_128_KB_passes_and_one_byte_more_does_not()
    {
        Assert.Equal(200, (await PublishAsync("size", new string('x', Limits.MqttPayloadBytesMax))).Status);
        (await PublishAsync("size", new string('x', Limits.MqttPayloadBytesMax + 1))).Refused(AwsErrorCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Topics_of_the_service_take_nothing()
    {
        var refused = await PublishAsync("%24aws%2Fcertificates%2Fcreate%2Fjson", "{}");

        Assert.Equal("Forbidden", refused.Refused(AwsErrorCode.Forbidden));
        Assert.Equal(refused.RequestId, JsonDocument.Parse(refused.Body).RootElement.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Another_method_is_not_allowed_and_a_client_that_is_not_there_not_found()
    {
        (await SendAsync("GET", "/topics/a")).Refused(AwsErrorCode.MethodNotAllowed);
        (await SendAsync("GET", "/nothing/a")).Refused(AwsErrorCode.UnknownOperation);
        (await SendAsync("DELETE", "/connections/nobody")).Refused(AwsErrorCode.ResourceNotFound);
        (await SendAsync("DELETE", "/connections/%24nobody")).Refused(AwsErrorCode.InvalidRequest);
        (await SendAsync("DELETE", "/connections/nobody?cleanSession=perhaps")).Refused(AwsErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task Policies_decide_topic_by_topic_and_retaining_apart()
    {
        var key = await KeyAsync("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iot:Publish","Resource":"arn:aws:iot:us-east-1:000000000000:topic/mine/*"}}""");

        Assert.Equal(200, (await api.SendAsAsync(key, "POST", "/topics/mine%2Fa", "x", "iotdata")).Status);
        Assert.Contains("iot:Publish on resource: arn:aws:iot:us-east-1:000000000000:topic/yours", (await api.SendAsAsync(key, "POST", "/topics/yours", "x", "iotdata")).Refused(AwsErrorCode.Forbidden), StringComparison.Ordinal);
        Assert.Contains("iot:RetainPublish", (await api.SendAsAsync(key, "POST", "/topics/mine%2Fa?retain=true", "x", "iotdata")).Refused(AwsErrorCode.Forbidden), StringComparison.Ordinal);
        (await api.SendAsAsync(key, "GET", "/retainedMessage/mine%2Fa", service: "iotdata")).Refused(AwsErrorCode.Forbidden);
        (await api.SendAsAsync(key, "GET", "/retainedMessage", service: "iotdata")).Refused(AwsErrorCode.Forbidden);
        (await api.SendAsAsync(key, "DELETE", "/connections/c", service: "iotdata")).Refused(AwsErrorCode.Forbidden);
    }

    [Fact]
    public async Task Device_SDKs_sign_for_the_gateway() =>
        Assert.Equal(200, (await api.SendAsync("POST", "/topics/a", "x", "iotdevicegateway")).Status);

    Task<Answer> SendAsync(string method, string target, string body = "") => api.SendAsync(method, target, body, "iotdata");

    Task<Answer> PublishAsync(string encodedTopic, string payload, string query = "", params (string Name, string Value)[] headers) =>
        api.SendAsync("POST", $"/topics/{encodedTopic}{query}", payload, "iotdata", headers: headers);

    async Task<AccessKey> KeyAsync(string document)
    {
        var made = await api.SendAsync("POST", "/hatchery/v1/keys", JsonSerializer.Serialize(new { name = $"data-{Guid.NewGuid():N}", policyDocument = document }), "hatchery");
        return new AccessKey(made["accessKeyId"]!, new Secret(made["secretAccessKey"]!));
    }
}
