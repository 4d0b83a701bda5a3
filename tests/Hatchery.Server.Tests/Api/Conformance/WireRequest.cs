using System.Text.Json.Nodes;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>A request as AWS's clients would write it: each member where the model says that it travels.</summary>
sealed record WireRequest(string Method, string Target, string Body, (string Name, string Value)[] Headers)
{
    /// <param name="values">By the members' names in the model.</param>
    public static WireRequest Of(ApiOperation operation, IReadOnlyList<InputMember> members, IReadOnlyDictionary<string, JsonNode?> values)
    {
        var path = operation.Path;
        List<string> query = [];
        List<(string, string)> headers = [];
        var body = members.Any(member => member.Location == "body") ? new JsonObject() : null;
        foreach (var member in members)
        {
            if (!values.TryGetValue(member.Name, out var value))
            {
                continue;
            }

            switch (member.Location)
            {
                case "uri":
                    path = path.Replace($"{{{member.WireName}}}", Uri.EscapeDataString($"{value}"), StringComparison.Ordinal);
                    break;
                case "querystring":
                    query.Add($"{member.WireName}={Uri.EscapeDataString($"{value}")}");
                    break;
                case "header":
                    headers.Add((member.WireName, $"{value}"));
                    break;
                default:
                    body![member.WireName] = value?.DeepClone();
                    break;
            }
        }

        return new WireRequest(
            operation.Method,
            query.Count == 0 ? path : $"{path}?{string.Join('&', query)}",
            body?.ToJsonString() ?? "",
            [.. headers]);
    }
}
