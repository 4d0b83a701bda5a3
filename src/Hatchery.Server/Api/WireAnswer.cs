using Microsoft.AspNetCore.Http;

namespace Hatchery.Server.Api;

/// <summary>An answer as it goes over HTTP.</summary>
/// <param name="ErrorType">The value of <c>x-amzn-ErrorType</c>: the code of a refusal in the JSON protocol.</param>
public sealed record WireAnswer(int Status, string? ContentType, ReadOnlyMemory<byte> Body, string? ErrorType = null)
{
    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Sent instead of <see cref="Body"/>.</summary>
    public StreamedBody? Stream { get; init; }

    public async Task WriteAsync(HttpContext http, string requestId)
    {
        var response = http.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Stream is null ? Body.Length : null;
        response.Headers["x-amzn-RequestId"] = requestId;
        if (ErrorType is not null)
        {
            response.Headers["x-amzn-ErrorType"] = ErrorType;
        }

        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        await (Stream?.WriteToAsync(response.Body, http.RequestAborted) ?? response.Body.WriteAsync(Body, http.RequestAborted).AsTask());
    }
}
