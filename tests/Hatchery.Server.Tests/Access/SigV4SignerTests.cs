using System.Text;
using Hatchery.Server.Access;
using Hatchery.Server.Api;
using Microsoft.AspNetCore.Http;

namespace Hatchery.Server.Tests.Access;

public sealed class SigV4SignerTests
{
    [Fact]
    public void Signs_as_botocore_does()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost:4566/endpoint?endpointType=iot%3AData-ATS");

        SigV4Signer.Sign(request, [], BotocoreRequests.AccessKeyId, new Secret(BotocoreRequests.SecretAccessKey), "us-east-1", "iot", BotocoreRequests.SignedAt);

        var expected = BotocoreRequests.All.Single(r => r.Name == "plain get").Signature;
        Assert.EndsWith($"Signature={expected}", request.Headers.GetValues("Authorization").Single());
    }

    [Fact]
    public void What_it_signs_the_verifier_accepts()
    {
        var key = AccessKey.Create();
        var body = Encoding.UTF8.GetBytes("{\"target\":\"x\"}");
        using var request = new HttpRequestMessage(HttpMethod.Put, "http://127.0.0.1:9/principal-policies/a%2Fb%252Fc?x=1&a");
        request.Headers.Add("x-amzn-iot-principal", "arn:aws:iot:us-east-1:000000000000:cert/ab");

        SigV4Signer.Sign(request, body, key.Id, key.Secret, "us-east-1", "iot", BotocoreRequests.SignedAt);

        IHeaderDictionary headers = new HeaderDictionary { ["Host"] = "127.0.0.1:9" };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            headers[name] = values.ToString();
        }

        new SigV4Verifier(new FixedTime(BotocoreRequests.SignedAt)).Verify(
            SigV4Authorization.Parse(headers.Authorization), key.Secret, "PUT", RawTarget.Parse("/principal-policies/a%2Fb%252Fc?x=1&a"), headers, body);
    }
}
