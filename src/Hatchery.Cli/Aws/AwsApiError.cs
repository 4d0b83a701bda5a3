using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Hatchery.Cli.Aws;

/// <summary>Reads AWS's two ways to say no.</summary>
static class AwsApiError
{
    public delegate AwsApiException Reader(HttpResponseMessage response, string body);

    /// <summary>REST: the code in x-amzn-ErrorType, up to the first colon; the message in the body.</summary>
    public static AwsApiException FromJson(HttpResponseMessage response, string body)
    {
        var code = response.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.First().Split(':')[0].Split('#')[^1] : $"{response.StatusCode}";
        return new AwsApiException(response.StatusCode, code, Message(body));
    }

    /// <summary>Query: an ErrorResponse with Code and Message.</summary>
    public static AwsApiException FromXml(HttpResponseMessage response, string body)
    {
        try
        {
            var members = XElement.Parse(body).Descendants().ToLookup(e => e.Name.LocalName, e => e.Value);
            return new AwsApiException(response.StatusCode, members["Code"].FirstOrDefault() ?? $"{response.StatusCode}", members["Message"].FirstOrDefault() ?? body);
        }
        catch (XmlException)
        {
            return FromJson(response, body);
        }
    }

    static string Message(string body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject json && (json["message"] ?? json["Message"]) is { } message ? message.ToString() : body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
