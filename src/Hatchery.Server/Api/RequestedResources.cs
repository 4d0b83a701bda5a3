using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>Reads from a request the ARNs of what it acts on. Null for what the request doesn't name.</summary>
sealed class RequestedResources(ApiRequest request, AwsAccount account)
{
    readonly Lazy<JsonElement> body = new(() => BodyOf(request));

    /// <summary>A resource that a label of the path names.</summary>
    public string? Label(string type, string label) => Arn(type, request.Label(label));

    /// <summary>A resource that a member of the body names.</summary>
    public string? Member(string type, string member) => Text(member) is { } name ? Arn(type, name) : null;

    /// <summary>A member of the body that is an ARN.</summary>
    public string? ArnMember(string member) => Text(member) is { } arn ? Normal(arn) : null;

    public string? ArnLabel(string label) => Normal(request.Label(label));

    public string? ArnHeader(string header) => request.Header(header) is { Length: > 0 } arn ? Normal(arn) : null;

    public string? ArnQuery(string name) => request.Query(name) is { Length: > 0 } arn ? Normal(arn) : null;

    /// <summary>The texts of an array of the body.</summary>
    public IEnumerable<string> Members(string type, string member) =>
        body.Value.ValueKind == JsonValueKind.Object && body.Value.TryGetProperty(member, out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => Arn(type, name.GetString()!))
            : [];

    public string Named(string type, string name) => Arn(type, name);

    /// <summary>A text of the body, at the end of a path of members.</summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        var at = body.Value;
        foreach (var member in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(member, out at))
            {
                return null;
            }
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
    }

    string Arn(string type, string name) => Normal(account.IotArn(type, name));

    // Ids of certificates are not told apart by case, so neither may a Deny do it.
    static string Normal(string arn) => arn.Contains(":cert/", StringComparison.Ordinal) || arn.Contains(":cacert/", StringComparison.Ordinal) ? arn.ToLowerInvariant() : arn;

    // A body that can't be read names nothing: the operation refuses it in its own words, if the caller may ask at all.
    static JsonElement BodyOf(ApiRequest request)
    {
        try
        {
            return request.RawBody.IsEmpty ? default : JsonDocument.Parse(request.RawBody).RootElement;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
