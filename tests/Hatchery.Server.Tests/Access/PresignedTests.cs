using System.Text;
using Hatchery.Core;
using Hatchery.Server.Access;
using Hatchery.Server.Api;
using Microsoft.AspNetCore.Http;

namespace Hatchery.Server.Tests.Access;

/// <summary>Signatures in the query, with session tokens and with bodies left out, as botocore 1.43 made them with the key of <see cref="BotocoreRequests"/>.</summary>
public sealed class PresignedTests
{
    const string Identity = "/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAEXAMPLEEXAMPLE12%2F20260131%2Fus-east-1%2Fsts%2Faws4_request&X-Amz-Date=20260131T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=d5c07f66b2cba98fb180dbc9844619d9a2baa5a289f4668034bd77dc1a650deb";
    const string WithToken = "/things/100%25%2F2?a=b%20c&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAEXAMPLEEXAMPLE12%2F20260131%2Fus-east-1%2Fiot%2Faws4_request&X-Amz-Date=20260131T120000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Security-Token=tok%2Fen%2B1%3D%3D&X-Amz-Signature=a771015cf60a76ff7adf48898a9c3003f840accc297d18d408d70b80c7f91038";

    [Theory]
    [InlineData(Identity, 0)]
    [InlineData(Identity, 60)]
    [InlineData(Identity, -300)]
    [InlineData(WithToken, 3_600)]
    public void Accepts_what_botocore_signed_until_it_expires(string target, int seconds) => Verify(target, seconds);

    [Fact]
    public void A_token_may_also_be_added_after_signing() => Verify(Identity + "&X-Amz-Security-Token=abc");

    [Theory]
    [InlineData(Identity, 61, "Signature expired: 20260131T120000Z is now earlier than 20260131T120001Z (20260131T120101Z - 1 min.)")]
    [InlineData(Identity, -301, "Signature not yet current: 20260131T120000Z is still later than 20260131T115959Z (20260131T115459Z + 5 min.)")]
    public void Refuses_it_outside_its_time(string target, int seconds, string message) =>
        Assert.Equal(message, Assert.Throws<AwsError>(() => Verify(target, seconds)).Message);

    [Theory]
    [InlineData("Version=2011-06-15", "Version=2011-06-16")]
    [InlineData("X-Amz-Expires=60", "X-Amz-Expires=600")]
    [InlineData("X-Amz-Signature=d5", "X-Amz-Signature=d4")]
    [InlineData("1a650deb", "1a650d")]
    [InlineData("X-Amz-Date=20260131T120000Z", "X-Amz-Date=20260131T120001Z")]
    public void Refuses_it_changed(string from, string to) =>
        Assert.Equal(AwsErrorCode.InvalidSignature, Assert.Throws<AwsError>(() => Verify(Identity.Replace(from, to, StringComparison.Ordinal))).Code);

    [Theory]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=AWS4")]
    [InlineData("X-Amz-Expires=60", "X-Amz-Expires=604801")]
    [InlineData("X-Amz-Expires=60", "X-Amz-Expires=0")]
    [InlineData("X-Amz-Expires=60", "X-Amz-Expires=x")]
    [InlineData("X-Amz-SignedHeaders", "x")]
    [InlineData("X-Amz-Credential", "x")]
    [InlineData("X-Amz-Signature", "x")]
    [InlineData("X-Amz-Date", "x")]
    [InlineData("X-Amz-Date=20260131T120000Z", "X-Amz-Date=today")]
    public void Refuses_it_without_one_of_its_parts(string from, string to) =>
        Assert.Equal(AwsErrorCode.IncompleteSignature, Assert.Throws<AwsError>(() => Verify(Identity.Replace(from, to, StringComparison.Ordinal))).Code);

    [Fact]
    public void Without_any_signature_the_token_is_missing() =>
        Assert.Equal(AwsErrorCode.MissingAuthenticationToken, Assert.Throws<AwsError>(() => SigV4Authorization.Read(header: null, RawTarget.Parse("/things"))).Code);

    [Fact]
    public void A_token_in_the_header_is_signed_with_the_rest()
    {
        var headers = Headers(("X-Amz-Date", "20260131T120000Z"), ("X-Amz-Security-Token", "tok/en+1=="));
        headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLEEXAMPLE12/20260131/us-east-1/iot/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=c6b596596d29306b5cadb9833390c44245cd3db1929927d8f6e5d6ffdc834f23";
        Verify("/things", headers: headers);
        Assert.Equal("tok/en+1==", SigV4Verifier.Token(RawTarget.Parse("/things"), headers));
        Assert.Equal("tok/en+1==", SigV4Verifier.Token(RawTarget.Parse(WithToken), Headers()));

        headers["X-Amz-Security-Token"] = "another";
        Assert.Throws<AwsError>(() => Verify("/things", headers: headers));
    }

    [Fact]
    public void A_body_may_be_left_out_by_whoever_signs()
    {
        var headers = Headers(("X-Amz-Date", "20260131T120000Z"), ("X-Amz-Content-SHA256", "UNSIGNED-PAYLOAD"));
        headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLEEXAMPLE12/20260131/us-east-1/iot/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0320e216459eb62b0f604faa5b83250f13834c7362b112b3d33c21b0534c55be";
        Verify("/policies/p", headers: headers, method: "POST", body: "{}");
        Verify("/policies/p", headers: headers, method: "POST", body: "{ }");

        headers["X-Amz-Content-SHA256"] = CanonicalRequest.HashOf("{}"u8);
        Assert.Throws<AwsError>(() => Verify("/policies/p", headers: headers, method: "POST", body: "{}"));
    }

    static HeaderDictionary Headers(params (string Name, string Value)[] headers)
    {
        var all = new HeaderDictionary { ["Host"] = "localhost:4566" };
        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        return all;
    }

    static void Verify(string target, int seconds = 0, HeaderDictionary? headers = null, string method = "GET", string body = "")
    {
        headers ??= Headers();
        var raw = RawTarget.Parse(target);
        new SigV4Verifier(new FixedTime(BotocoreRequests.SignedAt.AddSeconds(seconds))).Verify(
            SigV4Authorization.Read(headers["Authorization"], raw), new Secret(BotocoreRequests.SecretAccessKey), method, raw, headers, Encoding.UTF8.GetBytes(body));
    }
}
