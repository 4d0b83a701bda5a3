using System.Globalization;
using System.Net;
using System.Text;
using Hatchery.Cli.Aws;
using Hatchery.Server.Access;

namespace Hatchery.Bench;

/// <summary>Requests signed beforehand, as they go over the wire: what a load generator sends without work of its own.</summary>
sealed class ApiRequests(ApiTarget target, IPEndPoint endpoint)
{
    public IPEndPoint Endpoint => endpoint;

    /// <param name="path">Path and query.</param>
    public byte[] Sign(string method, string path, string body = "")
    {
        var content = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://{endpoint}{path}");
        SigV4Signer.Sign(request, content, target.Key.Id, target.Key.Secret, target.Region, "iot", TimeProvider.System.GetUtcNow());
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {path} HTTP/1.1\r\nHost: {endpoint}\r\n");
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {values}\r\n");
        }

        if (content.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {content.Length}\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(text.Append("\r\n").ToString()), .. content];
    }

    public byte[][] CreateThings(string prefix, int count) =>
        [.. ParallelEnumerable.Range(0, count).AsOrdered().Select(i => Sign("POST", $"/things/{prefix}{i}", """{"attributePayload":{"attributes":{"room":"hall"}}}"""))];
}
