using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hatchery.Core;
using Microsoft.AspNetCore.Http;

namespace Hatchery.Server.Api;

/// <summary>One request, decoded: path labels, query, headers and the bounded body.</summary>
public sealed class ApiRequest(
    IReadOnlyDictionary<string, string> labels,
    IReadOnlyDictionary<string, string> query,
    Func<string, string?> header,
    ReadOnlyMemory<byte> body)
{
    /// <summary>A request as HTTP brought it; of repeated query parameters the first counts.</summary>
    public static ApiRequest Of(IReadOnlyDictionary<string, string> labels, RawTarget target, IHeaderDictionary headers, ReadOnlyMemory<byte> body, ApiCall? call = null)
    {
        var query = new Dictionary<string, string>();
        foreach (var (name, value) in target.Query)
        {
            query.TryAdd(name, value);
        }

        return new ApiRequest(labels, query, name => headers.TryGetValue(name, out var values) ? values.ToString() : null, body) { Call = call };
    }

    /// <summary>The call that this is the request of. Only requests that came over the wire have one.</summary>
    public ApiCall? Call { get; init; }

    /// <summary>As it was sent, within bounds.</summary>
    public ReadOnlyMemory<byte> RawBody => body;

    /// <summary>A path label, fully decoded.</summary>
    public string Label(string name) => labels[name];

    public string? Query(string name) => query.GetValueOrDefault(name);

    /// <exception cref="AwsError">InvalidRequestException when the value is neither <c>true</c> nor <c>false</c>.</exception>
    public bool QueryFlag(string name) => Query(name) switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw AwsError.InvalidRequest($"Query parameter {name} must be true or false, not '{other}'"),
    };

    public string? Header(string name) => header(name);

    /// <summary>The body as its wire record; an absent body reads as an empty object.</summary>
    /// <exception cref="AwsError">InvalidRequestException for a body that isn't such an object.</exception>
    public T Body<T>(JsonTypeInfo<T> type)
    {
        ReadOnlySpan<byte> json = body.IsEmpty ? "{}"u8 : body.Span;
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw AwsError.InvalidRequest("The request body must be a JSON object, not null");
        }
        catch (JsonException e)
        {
            throw AwsError.InvalidRequest($"Could not parse request body into json: {Where(e)}");
        }
    }

    // Not the exception's own text, which speaks of .NET types.
    static string Where(JsonException e) => e.Path is null or "$"
        ? $"it is not a JSON object (line {e.LineNumber + 1})"
        : $"unexpected value at {e.Path} (line {e.LineNumber + 1})";
}
