using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Server.Access;

namespace Hatchery.Server.Tests.Api;

/// <summary>The pipeline over a real socket: authentication, services, routes, errors.</summary>
public sealed class AwsApiTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_signed_request_is_answered_with_a_request_id()
    {
        var answer = await api.SendAsync("GET", "/endpoint?endpointType=iot%3AData-ATS");

        Assert.Equal("localhost", answer["endpointAddress"]);
        Assert.Equal("application/json", answer.ContentType);
        Assert.True(Guid.TryParse(answer.RequestId, out _));
    }

    [Fact]
    public async Task An_unsigned_request_is_refused()
    {
        using var request = api.Request("GET", "/endpoint");
        var answer = await api.SendAsync(request);

        Assert.Equal("Missing Authentication Token", answer.Refused(AwsErrorCode.MissingAuthenticationToken));
        Assert.True(Guid.TryParse(answer.RequestId, out _));
    }

    [Fact]
    public async Task An_unknown_key_and_a_wrong_secret_are_refused()
    {
        using var unknown = api.Request("GET", "/endpoint");
        SigV4Signer.Sign(unknown, [], "AKIAUNKNOWN", api.Key.Secret, "us-east-1", "iot", DateTimeOffset.UtcNow);
        Assert.Equal("The security token included in the request is invalid.", (await api.SendAsync(unknown)).Refused(AwsErrorCode.UnrecognizedClient));

        using var wrong = api.Request("GET", "/endpoint");
        SigV4Signer.Sign(wrong, [], api.Key.Id, new Secret("wrong"), "us-east-1", "iot", DateTimeOffset.UtcNow);
        Assert.StartsWith("The request signature we calculated", (await api.SendAsync(wrong)).Refused(AwsErrorCode.InvalidSignature));
    }

    [Theory]
    [InlineData("replayed after the clock window", "Signature expired")]
    [InlineData("dated ahead", "Signature not yet current")]
    [InlineData("body changed after signing", "The request signature we calculated")]
    [InlineData("signature truncated", "The request signature we calculated")]
    public async Task What_was_signed_otherwise_is_refused_and_writes_nothing(string how, string message)
    {
        const string Body = """{"attributePayload":{"attributes":{"a":"1"}}}""";
        var at = DateTimeOffset.UtcNow + (how switch { "dated ahead" => TimeSpan.FromMinutes(6), "replayed after the clock window" => TimeSpan.FromMinutes(-6), _ => TimeSpan.Zero });
        using var request = api.Request("POST", "/things/signed-otherwise", how == "body changed after signing" ? Body.Replace('1', '2') : Body);
        SigV4Signer.Sign(request, Encoding.UTF8.GetBytes(Body), api.Key.Id, api.Key.Secret, "us-east-1", "iot", at);
        if (how == "signature truncated")
        {
            var whole = request.Headers.NonValidated["Authorization"].ToString();
            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation("Authorization", whole[..^8]);
        }

        Assert.StartsWith(message, (await api.SendAsync(request)).Refused(AwsErrorCode.InvalidSignature), StringComparison.Ordinal);
        Assert.Equal(404, (await api.SendAsync("GET", "/things/signed-otherwise")).Status);
    }

    [Theory]
    [InlineData("AKIAUNKNOWN", "InvalidClientTokenId")]
    [InlineData(null, "SignatureDoesNotMatch")]
    public async Task STS_refuses_in_XML(string? keyId, string code)
    {
        const string Form = "Action=GetCallerIdentity&Version=2011-06-15";
        using var request = api.Request("POST", "/", Form);
        SigV4Signer.Sign(request, Encoding.UTF8.GetBytes(Form), keyId ?? api.Key.Id, new Secret("wrong"), "us-east-1", "sts", DateTimeOffset.UtcNow);
        var answer = await api.SendAsync(request);

        Assert.Equal((403, "text/xml"), (answer.Status, answer.ContentType));
        var error = XElement.Parse(answer.Body);
        Assert.Equal(code, error.Descendants().Single(e => e.Name.LocalName == "Code").Value);
        Assert.Equal("https://sts.amazonaws.com/doc/2011-06-15/", error.Name.NamespaceName);
    }

    [Fact]
    public async Task An_unsigned_form_is_refused_in_XML()
    {
        using var request = api.Request("POST", "/", "Action=ListRoles");
        request.Content!.Headers.ContentType = new("application/x-www-form-urlencoded");
        var answer = await api.SendAsync(request);

        Assert.Equal(403, answer.Status);
        Assert.Contains("<Code>MissingAuthenticationToken</Code>", answer.Body);
    }

    [Fact]
    public async Task Other_services_and_regions_are_named()
    {
        var service = await api.SendAsync("GET", "/", service: "s3");
        Assert.Contains("s3 is not served here", service.Refused(AwsErrorCode.UnknownOperation));

        var region = await api.SendAsync("GET", "/endpoint", region: "eu-west-1");
        Assert.Equal("Credential should be scoped to a valid region, not 'eu-west-1': this server's region is us-east-1", region.Refused(AwsErrorCode.InvalidSignature));
    }

    [Fact]
    public async Task The_old_signing_name_still_reaches_the_API() =>
        Assert.Equal("localhost", (await api.SendAsync("GET", "/endpoint", service: "execute-api"))["endpointAddress"]);

    [Fact]
    public async Task Unknown_paths_and_unbuilt_operations_are_named()
    {
        Assert.Equal("This server knows no operation GET /nonsense of AWS IoT", (await api.SendAsync("GET", "/nonsense")).Refused(AwsErrorCode.UnknownOperation));
        Assert.Equal("ListDomainConfigurations is not built in Hatchery yet", (await api.SendAsync("GET", "/domainConfigurations")).Refused(AwsErrorCode.UnknownOperation));
    }

    // Said of what is AWS's but in no list of ours, too: "AWS IoT has no operation" would be untrue of it.
    [Fact]
    public async Task An_operation_of_AWS_that_is_in_no_list_here_is_not_said_to_be_missing_from_AWS() =>
        Assert.Equal("This server knows no operation GET /jobs of AWS IoT", (await api.SendAsync("GET", "/jobs")).Refused(AwsErrorCode.UnknownOperation));

    [Fact]
    public async Task A_refusal_is_readable_as_it_stands_in_the_body() =>
        Assert.Contains("Value 'a b' at 'thingName' failed", (await api.SendAsync("GET", "/things/a%20b")).Body);

    [Fact]
    public async Task Other_endpoints_on_the_port_need_no_signature()
    {
        using var request = api.Request("GET", "/healthz");
        Assert.Equal("ok", (await api.SendAsync(request)).Body);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"policyDocument\": {}}")]
    [InlineData("{\"policyDocument\": 1}")]
    [InlineData("\u0000")]
    public async Task A_body_that_is_no_such_object_is_an_invalid_request(string body)
    {
        var message = (await api.SendAsync("POST", "/policies/p", body)).Refused(AwsErrorCode.InvalidRequest);

        Assert.DoesNotContain("System.", message);
        Assert.DoesNotContain("Hatchery.", message);
    }

    [Fact]
    public async Task A_deep_body_is_an_invalid_request() =>
        (await api.SendAsync("POST", "/policies/p", "{\"tags\":" + new string('[', 5_000) + new string(']', 5_000) + "}")).Refused(AwsErrorCode.InvalidRequest);

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_and_one_at_the_limit_is_read()
    {
        (await api.SendAsync("POST", "/policies/p", new string(' ', Limits.ApiBodyBytesMax))).Refused(AwsErrorCode.InvalidRequest);
        (await api.SendAsync("POST", "/policies/p", new string(' ', Limits.ApiBodyBytesMax + 1))).Refused(AwsErrorCode.RequestEntityTooLarge);

        using var chunked = api.Request("POST", "/policies/p", new string(' ', Limits.ApiBodyBytesMax + 1));
        SigV4Signer.Sign(chunked, [], api.Key.Id, api.Key.Secret, "us-east-1", "iot", DateTimeOffset.UtcNow);
        chunked.Headers.TransferEncodingChunked = true;
        (await api.SendAsync(chunked)).Refused(AwsErrorCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("GET * HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 405")]
    [InlineData("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 403")]
    [InlineData("GET http://x/things/%FF HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 403")]
    [InlineData("POST /things/a HTTP/1.1\r\nHost: x\r\nAuthorization: AWS4-HMAC-SHA256 Credential=////\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 403")]
    [InlineData("POST /things/a HTTP/1.1\r\nHost: x\r\nAuthorization: AWS4-HMAC-SHA256 Credential=a/20260131/us-east-1/iot/aws4_request, SignedHeaders=host, Signature=0\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 400")]
    public async Task Strange_targets_are_refused_and_the_server_lives_on(string request, string status)
    {
        var ct = TestContext.Current.CancellationToken;
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", new Uri(api.Url).Port, ct);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), ct);
        var buffer = new byte[256];
        var read = await stream.ReadAsync(buffer, ct);

        Assert.StartsWith(status, Encoding.ASCII.GetString(buffer, 0, read));
        Assert.Equal(200, (await api.SendAsync("GET", "/endpoint")).Status);
    }

    [Fact]
    public async Task Endpoint_types_are_AWS_ones()
    {
        foreach (var type in new[] { "", "?endpointType=iot:Data", "?endpointType=iot%3ACredentialProvider", "?endpointType=iot:Jobs" })
        {
            Assert.Equal("localhost", (await api.SendAsync("GET", "/endpoint" + type))["endpointAddress"]);
        }

        Assert.StartsWith("Invalid endpoint type iot:Datas", (await api.SendAsync("GET", "/endpoint?endpointType=iot:Datas")).Refused(AwsErrorCode.InvalidRequest));
    }

    [Fact]
    public async Task Answers_keep_quotes_and_plus_signs_readable()
    {
        var answer = await api.SendAsync("POST", "/policies/plain+1", PolicyBody(SomePolicy));

        Assert.Contains("\"policyName\":\"plain+1\"", answer.Body);
        Assert.Equal(SomePolicy, answer["policyDocument"]);
    }

    public const string SomePolicy = "{ \"Version\":\"2012-10-17\",\n\t\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\"}] }\n";

    public static string PolicyBody(string document) => JsonSerializer.Serialize(new { policyDocument = document });
}
