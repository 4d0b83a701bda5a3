using System.Text;
using Hatchery.Core;
using Hatchery.Server.Access;
using Hatchery.Server.Api;
using Microsoft.AspNetCore.Http;

namespace Hatchery.Server.Tests.Access;

public sealed class SigV4VerifierTests
{
    public static TheoryData<string> Names => [.. BotocoreRequests.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Accepts_what_botocore_signed(string name) => Verify(Request(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_another_secret(string name)
    {
        var refusal = Assert.Throws<AwsError>(() => Verify(Request(name), secret: "another"));

        Assert.Equal(AwsErrorCode.InvalidSignature, refusal.Code);
        Assert.StartsWith("The request signature we calculated does not match the signature you provided.", refusal.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_another_body_method_target_or_signed_header(string name)
    {
        var request = Request(name);

        AssertMismatch(request with { Body = request.Body + " " });
        AssertMismatch(request with { Method = "PATCH" });
        AssertMismatch(request with { Target = request.Target.Replace("/", "/x", StringComparison.Ordinal) });
        AssertMismatch(request with { Target = request.Target + (request.Target.Contains('?') ? "&" : "?") + "z=1" });
        AssertMismatch(request, host: "localhost:4567");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(63)]
    public void Refuses_a_truncated_signature(int length)
    {
        var request = Request("body");
        AssertMismatch(request with { Signature = request.Signature[..length] });
    }

    [Fact]
    public void A_header_that_is_not_signed_may_change()
    {
        var request = Request("body");
        Verify(request with { Headers = [.. request.Headers.Where(h => h.Name != "User-Agent"), ("User-Agent", "another")] });
    }

    [Fact]
    public void Encoded_and_twice_encoded_slashes_are_different_requests() =>
        AssertMismatch(Request("arn in one label") with { Target = Request("arn in one label").Target.Replace("%2F", "%252F", StringComparison.Ordinal) });

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public void A_clock_five_minutes_off_is_accepted(int seconds) => Verify(Request("body"), now: BotocoreRequests.SignedAt.AddSeconds(seconds));

    [Fact]
    public void A_clock_further_off_is_refused_in_AWS_words()
    {
        var late = Assert.Throws<AwsError>(() => Verify(Request("body"), now: BotocoreRequests.SignedAt.AddSeconds(301)));
        var early = Assert.Throws<AwsError>(() => Verify(Request("body"), now: BotocoreRequests.SignedAt.AddSeconds(-301)));

        Assert.Equal("Signature expired: 20260131T120000Z is now earlier than 20260131T120001Z (20260131T120501Z - 5 min.)", late.Message);
        Assert.Equal("Signature not yet current: 20260131T120000Z is still later than 20260131T115959Z (20260131T115459Z + 5 min.)", early.Message);
        Assert.Equal(AwsErrorCode.InvalidSignature, late.Code);
        Assert.Equal(AwsErrorCode.InvalidSignature, early.Code);
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void A_declared_body_hash_must_be_the_hash_of_the_body(string declared)
    {
        var request = Request("body");
        AssertRefused(AwsErrorCode.InvalidSignature, request with { Headers = [.. request.Headers, ("X-Amz-Content-Sha256", declared)] });
    }

    [Fact]
    public void Host_and_time_must_be_signed()
    {
        AssertRefused(AwsErrorCode.InvalidSignature, Request("plain get") with { SignedHeaders = "x-amz-date" });
        AssertRefused(AwsErrorCode.IncompleteSignature, Request("plain get") with { SignedHeaders = "host" });
    }

    [Theory]
    [InlineData(null, "MissingAuthenticationTokenException")]
    [InlineData(" ", "MissingAuthenticationTokenException")]
    [InlineData("Bearer x", "IncompleteSignatureException")]
    [InlineData("AWS4-HMAC-SHA256", "IncompleteSignatureException")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=00", "IncompleteSignatureException")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260131/r/iot/aws4_request, Signature=00", "IncompleteSignatureException")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260131/r/iot/aws4_request, SignedHeaders=host", "IncompleteSignatureException")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260131/r/iot/aws4_request, SignedHeaders=host;y;y;y, Signature=00", "IncompleteSignatureException")]
    public void A_header_that_lacks_a_part_is_named(string? header, string code)
    {
        var refusal = Assert.Throws<AwsError>(() => SigV4Authorization.Parse(header));
        Assert.Equal((code, 403), (refusal.Code.Name, refusal.Code.Status));
    }

    static BotocoreRequest Request(string name) => BotocoreRequests.All.Single(r => r.Name == name);

    static void AssertMismatch(BotocoreRequest request, string host = "localhost:4566") => AssertRefused(AwsErrorCode.InvalidSignature, request, host);

    static void AssertRefused(AwsErrorCode code, BotocoreRequest request, string host = "localhost:4566") =>
        Assert.Equal(code, Assert.Throws<AwsError>(() => Verify(request, host: host)).Code);

    static void Verify(
        BotocoreRequest request,
        string secret = BotocoreRequests.SecretAccessKey,
        DateTimeOffset? now = null,
        string host = "localhost:4566")
    {
        var headers = new HeaderDictionary { ["Host"] = host, ["X-Amz-Date"] = "20260131T120000Z" };
        foreach (var (name, value) in request.Headers)
        {
            headers[name] = value;
        }

        var authorization = SigV4Authorization.Parse(
            $"AWS4-HMAC-SHA256 Credential={BotocoreRequests.AccessKeyId}/20260131/us-east-1/{request.Service}/aws4_request, SignedHeaders={request.SignedHeaders}, Signature={request.Signature}");
        new SigV4Verifier(new FixedTime(now ?? BotocoreRequests.SignedAt))
            .Verify(authorization, new Secret(secret), request.Method, RawTarget.Parse(request.Target), headers, Encoding.UTF8.GetBytes(request.Body));
    }
}
