using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Hatchery.Server.Access;

namespace Hatchery.Cli.Aws;

/// <summary>Asks a server's API as any AWS client does: real HTTP, signed with SigV4.</summary>
sealed class AwsApiClient(ApiTarget target, TimeProvider time) : IDisposable
{
    static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    readonly HttpClient http = new(Dialling(target)) { BaseAddress = new Uri(target.Url), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The server's clock in its last answer, also when that was a refusal; null before one, or when it told none.</summary>
    public DateTimeOffset? LastDate { get; private set; }

    /// <summary>One operation of AWS IoT; an operation without an answer gives an empty object.</summary>
    /// <param name="path">Path and query, each label percent-encoded.</param>
    /// <exception cref="AwsApiException">The server refused it.</exception>
    public Task<JsonObject> IotAsync(HttpMethod method, string path, JsonObject? body, CancellationToken ct) => JsonAsync("iot", method, path, body, ct);

    /// <summary>One operation of Hatchery's own API.</summary>
    /// <param name="path">What follows <c>/hatchery/v1/</c>: path and query, each label percent-encoded.</param>
    /// <exception cref="AwsApiException">The server refused it.</exception>
    public Task<JsonObject> HatcheryAsync(HttpMethod method, string path, JsonObject? body, CancellationToken ct) =>
        JsonAsync("hatchery", method, $"/hatchery/v1/{path}", body, ct);

    /// <summary>One operation of Hatchery's own API whose answer is a file: it may take as long as it takes.</summary>
    /// <exception cref="AwsApiException">The server refused it.</exception>
    public async Task DownloadAsync(string path, JsonObject body, Stream target, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/hatchery/v1/{path}", UriKind.Relative));
        Sign(request, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json", "hatchery");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!response.IsSuccessStatusCode)
        {
            throw AwsApiError.FromJson(response, await response.Content.ReadAsStringAsync(ct));
        }

        try
        {
            await response.Content.CopyToAsync(target, ct);
        }
        catch (HttpRequestException e) when (e.InnerException is HttpIOException)
        {
            throw new FailureException("the server broke off its answer; its log says why");
        }
    }

    /// <summary>One action of IAM, by its Query protocol.</summary>
    /// <exception cref="AwsApiException">The server refused it.</exception>
    public async Task<XElement> IamAsync(string action, IReadOnlyDictionary<string, string> parameters, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent([new("Action", action), new("Version", "2010-05-08"), .. parameters]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/", UriKind.Relative));
        var answer = await SendAsync(request, await form.ReadAsByteArrayAsync(ct), "application/x-www-form-urlencoded", "iam", AwsApiError.FromXml, ct);
        try
        {
            return XElement.Parse(answer);
        }
        catch (XmlException e)
        {
            throw new InvalidDataException($"The answer to {action} is not XML: {e.Message}", e);
        }
    }

    public void Dispose() => http.Dispose();

    async Task<JsonObject> JsonAsync(string service, HttpMethod method, string path, JsonObject? body, CancellationToken ct)
    {
        var content = body is null ? [] : Encoding.UTF8.GetBytes(body.ToJsonString());
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        var answer = await SendAsync(request, content, "application/json", service, AwsApiError.FromJson, ct);
        return answer is "" ? [] : JsonNode.Parse(answer) as JsonObject ?? [];
    }

    async Task<string> SendAsync(
        HttpRequestMessage request, byte[] body, string contentType, string service, AwsApiError.Reader readError, CancellationToken ct)
    {
        Sign(request, body, contentType, service);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(AnswerTimeout);
        using var response = await http.SendAsync(request, limit.Token);
        LastDate = response.Headers.Date;
        var answer = await response.Content.ReadAsStringAsync(limit.Token);
        return response.IsSuccessStatusCode ? answer : throw readError(response, answer);
    }

    void Sign(HttpRequestMessage request, byte[] body, string contentType, string service)
    {
        // AWS's clients send neither body nor Content-Type when an operation has no members.
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        request.RequestUri = new Uri(http.BaseAddress!, request.RequestUri!);
        if (target.SessionToken is { } token)
        {
            request.Headers.Add("X-Amz-Security-Token", token);
        }

        SigV4Signer.Sign(request, body, target.Key.Id, target.Key.Secret, target.Region, service, time.GetUtcNow());
    }

    static SocketsHttpHandler Dialling(ApiTarget target)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (target.Address is { } address)
        {
            handler.ConnectCallback = (context, ct) => DialAsync(address, context.DnsEndPoint.Port, ct);
        }

        // Over TLS the API shows the server certificate, which the server's own root CA issued.
        if (target.CaFile is { } caFile && target.Url.StartsWith("https:", StringComparison.Ordinal))
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(caFile);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }

    static async ValueTask<Stream> DialAsync(IPAddress address, int port, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
